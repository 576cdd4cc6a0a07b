import { ApiError } from '../errors.js';

/** Error codes of the token endpoint: those of RFC 6749 §5.2, in Notion's envelope. */
type OauthErrorCode = 'invalid_request' | 'invalid_client' | 'invalid_grant' | 'unsupported_grant_type';

/** What the token endpoint answers instead of tokens. */
export function oauthError(code: OauthErrorCode, message: string): ApiError {
  return new ApiError(code === 'invalid_client' ? 401 : 400, code, message);
}
