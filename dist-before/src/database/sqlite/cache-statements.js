import { LRUCache } from 'lru-cache';
/** More than this program has queries; those with lists of varying length are evicted. */
const MAX_CACHED_STATEMENTS = 100;
/**
 * The connection, with each statement prepared once: preparing takes half the time of a query. A failed statement is
 * prepared again, because libsql does not reset it.
 */
export function cacheStatements(connection) {
    const kept = new LRUCache({ max: MAX_CACHED_STATEMENTS });
    const prepare = (sql) => {
        const known = kept.get(sql);
        if (known !== undefined) {
            return known;
        }
        const statement = connection.prepare(sql);
        const attempt = (run) => {
            try {
                return run();
            }
            catch (error) {
                kept.delete(sql);
                throw error;
            }
        };
        const keptStatement = {
            reader: statement.reader,
            all: (parameters) => attempt(() => statement.all(parameters)),
            run: (parameters) => attempt(() => statement.run(parameters)),
            // Read incrementally, so it may be requested again before it has ended.
            iterate: (parameters) => connection.prepare(sql).iterate(parameters),
        };
        kept.set(sql, keptStatement);
        return keptStatement;
    };
    return {
        prepare,
        exec: (sql) => connection.exec(sql),
        close: () => {
            kept.clear();
            connection.close();
        },
        get inTransaction() {
            return connection.inTransaction;
        },
    };
}
