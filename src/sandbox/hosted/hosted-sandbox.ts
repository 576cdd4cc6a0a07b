import type { Account } from '../oauth/accounts.js';
import type { HostedCounts } from './counts.js';
import type { Hold } from './faults/holds.js';
import type { HostedFault } from './faults/hosted-fault.js';
import type { HostedBehavior } from './options.js';

/** One request that arrived. It holds no token. */
export interface HostedArrival {
  /** Such as `POST /mcp tools/call notion-search`, `POST /token refresh_token`, `GET /callback`. */
  readonly label: string;
  /** 0 where a fault left it without an answer. */
  readonly status: number;
  /** Arguments of a tool call. */
  readonly input?: unknown;
}

/** One refresh that was asked for. It holds no token. */
export interface HostedRefresh {
  /** Whose grant it is, as the token says. */
  readonly person: string;
  /** The client's User-Agent. */
  readonly agent: string | undefined;
  /** Milliseconds since 1970, of this machine. */
  readonly at: number;
  /** Whether a pair was issued, whether or not the answer arrived. */
  readonly isIssued: boolean;
  /** Whether the answer was sent whole. */
  readonly isAnswered: boolean;
}

/** Notion's hosted MCP server as the sandbox plays it, on a port of its own. */
export interface HostedSandbox {
  /** Its origin: the issuer of tokens. */
  readonly url: string;
  /** What clients connect to, and the `resource` of tokens. */
  readonly resource: string;
  /** Everybody who can sign in. */
  readonly accounts: readonly Account[];
  /** Switches; a change counts from the next request on. */
  readonly behavior: HostedBehavior;
  readonly counts: Readonly<HostedCounts>;
  /** Grants with a pair that is good. */
  readonly livingGrants: number;
  /** Every refresh, in the order in which they were answered. */
  readonly refreshes: readonly HostedRefresh[];
  /** Everything that arrived, in the order of its answers. */
  readonly requests: readonly HostedArrival[];
  clearRequests(): void;
  /** How many tool calls arrived, by the tool's name or altogether. */
  callsOf(tool?: string): number;
  /** Lets the next `times` requests fail; `match` is tried on their labels. */
  failNext(fault: HostedFault, times?: number, match?: RegExp): void;
  endFaults(): void;
  /** Lets requests wait whose label fits, until they are released. */
  hold(match: RegExp): Hold;
  /** Loses the records of all registered clients. */
  forgetClients(): void;
  /** Everybody removes the connection in Notion's settings. */
  removeAllGrants(): void;
  /** Ends all access tokens before their time. */
  endAccessTokens(): void;
  /** Tells everybody who listens that the list of tools has changed. */
  announceTools(): void;
  close(): Promise<void>;
}
