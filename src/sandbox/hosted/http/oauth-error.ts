import { jsonAnswer, type HostedAnswer } from './exchange.js';

/** Error codes of RFC 6749 §5.2, RFC 7591 §3.2.2 and RFC 8707 §2. */
type HostedOauthCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_target'
  | 'invalid_client_metadata'
  | 'unsupported_grant_type';

/** What an OAuth endpoint answers instead of what was asked for. */
export class HostedOauthError extends Error {
  readonly code: HostedOauthCode;

  constructor(code: HostedOauthCode, message: string) {
    super(message);
    this.code = code;
  }

  answer(): HostedAnswer {
    const status = this.code === 'invalid_client' ? 401 : 400;
    const body = { error: this.code, error_description: this.message };
    return jsonAnswer(status, body, { 'cache-control': 'no-store' });
  }
}
