import { describeError } from '../../telemetry/log/log.js';
/** Opens the index and crawls for it. What that takes is loaded now: a server without an index must not pay for it. */
export function tokenIndex(settings, connection, log) {
    const { authorization, token } = connection;
    const begin = async () => {
        const { openConnectionIndexes } = await import('./open-indexes.js');
        return openConnectionIndexes(settings, { token }, log);
    };
    const indexes = begin();
    const opened = indexes.then((all) => all.of(connection));
    opened.catch((error) => log.error('the search index cannot be opened', describeError(error)));
    return {
        // Asked each time: its file may have been deleted or damaged meanwhile.
        open: () => indexes.then((all) => all.of(connection)).catch(() => undefined),
        report: async (ids) => {
            // A change is made whether or not the index can be told; it finds out by itself.
            await indexes.then((all) => all.report([authorization], ids)).catch(() => { });
        },
        reaches: async () => (await indexes).reaches(),
        close: async () => {
            await opened.catch(() => { });
            await indexes.then((all) => all.close()).catch(() => { });
        },
    };
}
