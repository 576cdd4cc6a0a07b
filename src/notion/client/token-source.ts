/** A token to call Notion with. */
export interface AccessToken {
  readonly accessToken: string;
  /**
   * Identifies this token when Notion answers it with 401. Increases with every new pair, also when the connection moves
   * to another authorization meanwhile.
   */
  readonly version: number;
}

/** Where a connection's token comes from. Both reject with a `ToolError`. */
export interface TokenSource {
  current(signal: AbortSignal): Promise<AccessToken>;
  /** A newer token than the one Notion answered with 401. */
  renewed(rejected: AccessToken, signal: AbortSignal): Promise<AccessToken>;
}
