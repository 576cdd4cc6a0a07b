/** A refresh that failed. */
export class TokenEndpointError extends Error {
    kind;
    /** How long Notion asked to wait. */
    retryAfterSeconds;
    constructor(kind, options = {}) {
        super(`The token endpoint failed: ${kind}.`, options);
        this.name = 'TokenEndpointError';
        this.kind = kind;
        this.retryAfterSeconds = options.retryAfterSeconds;
    }
}
