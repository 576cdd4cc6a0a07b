import type { CredentialId } from '../ids.js';

/** The secret part of an authorization. Both tokens are replaced together: a new pair ends the old one at once. */
export interface TokenPair {
  readonly accessToken: string;
  /** Notion's type allows null; then the authorization ends with the access token. */
  readonly refreshToken: string | null;
  /** Notion names no expiry so far; null means "until a request is answered with 401". */
  readonly accessExpiresAt: Date | null;
}

/** A workspace as the token endpoint names it. */
export interface Workspace {
  readonly id: string;
  readonly name: string | null;
  /** A URL or an emoji. */
  readonly icon: string | null;
}

/** Who authorized: a person, or, for a connection owned by its workspace, no one in particular (`userId` null). */
export interface Owner {
  readonly userId: string | null;
  readonly name: string | null;
}

/** What the token endpoint returns for an authorization code. */
export interface NotionAuthorization {
  readonly credentialId: CredentialId;
  readonly workspace: Workspace;
  readonly owner: Owner;
  readonly pair: TokenPair;
}
