import type { HostedConnection } from '../../../upstream/hosted-token.js';

/** What a caller may reach of Notion's hosted server. */
export interface HostedReach {
  readonly connection: HostedConnection;
  /** Whether the caller may change this workspace at all, whatever its scopes. */
  readonly mayWrite: boolean;
}
