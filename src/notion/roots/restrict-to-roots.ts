import type { NotionConnection } from '../client/connection.js';
import { dashed } from '../reference.js';
import { RootedSession } from './rooted-session.js';

/** The connection as a caller may use it who is kept to some pages and databases; `undefined` is not kept to any. */
export function keptTo(roots: readonly string[] | undefined, connection: NotionConnection): NotionConnection {
  if (roots === undefined) {
    return connection;
  }
  const ids = new Set(roots.map(dashed));
  return { openSession: (options) => new RootedSession(connection.openSession(options), ids) };
}
