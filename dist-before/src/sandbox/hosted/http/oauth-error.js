import { jsonAnswer } from './exchange.js';
/** What an OAuth endpoint answers instead of what was asked for. */
export class HostedOauthError extends Error {
    code;
    constructor(code, message) {
        super(message);
        this.code = code;
    }
    answer() {
        const status = this.code === 'invalid_client' ? 401 : 400;
        const body = { error: this.code, error_description: this.message };
        return jsonAnswer(status, body, { 'cache-control': 'no-store' });
    }
}
