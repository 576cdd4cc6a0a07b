/** A token was about to be sent to an address that it was not issued for. A fault of this server; nothing was sent. */
export class MisdirectedTokenError extends Error {
    name = 'MisdirectedTokenError';
    constructor() {
        super('A token of the hosted server was about to be sent to another address.');
    }
}
/** The `Authorization` header for a request to the hosted server. Throws for every address but the token's own. */
export function hostedAuthorization({ accessToken, resource }, to) {
    const own = new URL(resource);
    const isOwn = to.origin === own.origin && to.pathname === own.pathname;
    if (!isOwn) {
        throw new MisdirectedTokenError();
    }
    return `Bearer ${accessToken}`;
}
