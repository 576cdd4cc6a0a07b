/** A right of a connection, as its settings list them. */
export type Capability =
  'read_content' | 'insert_content' | 'update_content' | 'read_comments' | 'insert_comments';

/** The caller: one authorization of one workspace, named by its bearer token. */
export interface Connection {
  readonly token: string;
  readonly botId: string;
  readonly workspaceId: string;
  /** Name that error messages give, as Notion's do. */
  readonly name: string;
  /** The person who authorized it. */
  readonly ownerId: string;
  /** All of them if not given. */
  readonly capabilities?: ReadonlySet<Capability> | undefined;
}

/** Every accepted token. The one place to add to when tokens are issued, rotated or revoked. */
export class Connections {
  readonly #byToken = new Map<string, Connection>();

  constructor(connections: readonly Connection[]) {
    for (const connection of connections) {
      this.add(connection);
    }
  }

  add(connection: Connection): void {
    this.#byToken.set(connection.token, connection);
  }

  revoke(token: string): void {
    this.#byToken.delete(token);
  }

  /** The connection of an `Authorization` header. */
  ofHeader(authorization: string | undefined): Connection | undefined {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    return token === undefined ? undefined : this.#byToken.get(token);
  }
}
