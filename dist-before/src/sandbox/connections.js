/** Every accepted token. The one place to add to when tokens are issued, rotated or revoked. */
export class Connections {
    #byToken = new Map();
    constructor(connections) {
        for (const connection of connections) {
            this.add(connection);
        }
    }
    add(connection) {
        this.#byToken.set(connection.token, connection);
    }
    revoke(token) {
        this.#byToken.delete(token);
    }
    /** The connection of an `Authorization` header. */
    ofHeader(authorization) {
        const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
        return token === undefined ? undefined : this.#byToken.get(token);
    }
}
