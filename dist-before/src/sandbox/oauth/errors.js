import { ApiError } from '../errors.js';
/** What the token endpoint answers instead of tokens. */
export function oauthError(code, message) {
    return new ApiError(code === 'invalid_client' ? 401 : 400, code, message);
}
