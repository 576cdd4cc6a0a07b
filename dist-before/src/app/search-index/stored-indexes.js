import { describeError } from '../../telemetry/log/log.js';
/**
 * Each connection has an index of its own, also where two spaces have connected the same workspace as the same person. It is
 * crawled from the first call on, and told what webhooks, other processes and this server's own writes report. Undefined
 * where nothing is indexed.
 */
export async function storedIndexes(settings, { store, changes, apiUrl, lockdown, log }) {
    if (settings === undefined) {
        return undefined;
    }
    const { openConnectionIndexes } = await import('./open-indexes.js');
    const indexes = await openConnectionIndexes(settings, store.sealer, log);
    const workspaces = new Map();
    const failed = (error) => log.warn('the search index could not be told of changes', describeError(error));
    changes.onChange(({ workspaceId, objectIds }) => {
        const seeing = [...workspaces].filter(([, workspace]) => workspace === workspaceId).map(([id]) => id);
        indexes.report(seeing, objectIds).catch(failed);
    });
    changes.onGap(() => void indexes.suspect().catch(failed));
    store.endedIndexes.onEnd(async (id) => {
        workspaces.delete(id);
        await indexes.purge(id);
    });
    return {
        textIndexOf: ({ id, botId, workspace }, { budget, token }) => {
            if (store.endedIndexes.hasEnded(id)) {
                return () => Promise.resolve(undefined);
            }
            workspaces.set(id, workspace.id);
            const opened = indexes.of({ authorization: id, reader: botId, token, apiUrl, budget, lockdown });
            const found = opened.catch((error) => {
                log.error('the search index cannot be opened', describeError(error));
                return undefined;
            });
            return () => found;
        },
        reaches: () => indexes.reaches(),
        close: () => indexes.close(),
    };
}
