import type { UploadForm } from './multipart.js';

/** A request as it came over the wire. */
export interface ApiRequest {
  readonly method: string;
  /** Path without query, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly version: string | undefined;
  /** Empty for a multipart request. */
  readonly bodyText: string;
  readonly form?: UploadForm | undefined;
}
