import Libsql from 'libsql';

/**
 * Looks into the servers' database from outside. Synchronous on purpose: looking and killing are then one step of this
 * process, between which its gates let nothing through.
 */
export class StoredPairs {
  #database;

  constructor(path) {
    this.#database = new Libsql(path, { readonly: true });
  }

  /** How many pairs of an authorisation have been committed, from its first consent on. */
  countOf(botId) {
    const [row] = this.#database
      .prepare(
        `select count(*) as pairs from events
         where stream_id = ? and type = 'NotionIntegrationTokenRotated'`,
      )
      .all(`credential:${botId}`);
    return row.pairs;
  }

  close() {
    this.#database.close();
  }
}
