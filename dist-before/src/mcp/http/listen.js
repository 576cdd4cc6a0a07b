/** An address that cannot be listened on. `code`: the system's reason, such as EADDRINUSE. */
export class ListenError extends Error {
    name = 'ListenError';
    address;
    code;
    constructor(address, cause) {
        super('The address cannot be listened on.', { cause });
        this.address = address;
        this.code = cause.code ?? cause.name;
    }
}
/** Resolves to the port. Rejects with a `ListenError`. */
export function listen(server, address, backlog) {
    return new Promise((resolve, reject) => {
        const onError = (error) => reject(new ListenError(address, error));
        server.once('error', onError);
        server.listen({ host: address.host, port: address.port, backlog }, () => {
            server.off('error', onError);
            const bound = server.address();
            resolve(typeof bound === 'object' && bound !== null ? bound.port : address.port);
        });
    });
}
/** The URL for a client on this machine. A wildcard address cannot be called; loopback is used instead. */
export function originOf(host, port) {
    const callable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
    return `http://${callable.includes(':') ? `[${callable}]` : callable}:${port}`;
}
