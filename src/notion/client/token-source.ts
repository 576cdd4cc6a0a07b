/** An access token and the number that tells it from the one before it. */
export interface AccessToken {
  readonly token: string;
  readonly version: number;
}

/** Where a connection's token comes from. Both reject with a `ToolError`. */
export interface TokenSource {
  current(signal: AbortSignal): Promise<AccessToken>;
  /** A newer token than the one Notion answered with 401. */
  renewed(rejected: AccessToken, signal: AbortSignal): Promise<AccessToken>;
}
