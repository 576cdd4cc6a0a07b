/** What happened so far; for tests. */
export interface HostedCounts {
  /** Clients that registered. */
  registrations: number;
  /** Consents given. */
  consents: number;
  /** Codes exchanged for a first pair. */
  exchanges: number;
  /** Pairs replaced by new ones, whether or not the answer arrived. */
  refreshes: number;
  /** Refreshes that were asked for and refused. */
  refusedRefreshes: number;
  /** Refreshes with the token before the current one, which a lost answer excuses once. */
  graceRefreshes: number;
  /** Refresh tokens that came again too late. */
  reusesDetected: number;
  /** Grants ended because of that, or because a code came twice. */
  familiesRevoked: number;
  /** Grants ended because their person signed in again with the same client. */
  replacedGrants: number;
  /** Refreshes with a token of a grant that had ended. */
  deadTokensSpent: number;
  /** Requests to `/mcp` without a token that is accepted. */
  unauthorized: number;
  /** Calls of tools that were carried out. */
  toolCalls: number;
}

export function noCounts(): HostedCounts {
  return {
    registrations: 0,
    consents: 0,
    exchanges: 0,
    refreshes: 0,
    refusedRefreshes: 0,
    graceRefreshes: 0,
    reusesDetected: 0,
    familiesRevoked: 0,
    replacedGrants: 0,
    deadTokensSpent: 0,
    unauthorized: 0,
    toolCalls: 0,
  };
}
