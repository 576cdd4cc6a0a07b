/** A request as it came over the wire. */
export interface ApiRequest {
  readonly method: string;
  /** Path without query, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly version: string | undefined;
  readonly bodyText: string;
}
