import { placeOf } from '../../config/settings/storage-settings.js';
import { changeSupport } from './change-support.js';
/**
 * Loads what the store of changes is made of, and makes nothing: most of what the first change would wait for. Failures are
 * left to that change.
 */
export async function loadJournal(journal) {
    await Promise.all([
        import('../open-store.js'),
        import('../open-database.js').then(({ loadDriver }) => loadDriver(placeOf(journal))),
        import('../../journal/stored-journal.js'),
    ]).catch(() => { });
}
/** Opens the store with the first change: a server with a token that only reads needs none. */
export function tokenChanges({ apiUrl, writes, journal }, { log }) {
    let opened;
    const open = () => {
        if (journal === undefined) {
            throw new Error('A change was begun on a server that makes none.');
        }
        opened ??= import('../open-store.js').then(({ openStore }) => openStore({ storage: journal, oauth: undefined, apiUrl, log }));
        // One that could not be opened is tried again with the next change.
        opened.catch(() => (opened = undefined));
        return opened;
    };
    return writes && changeSupport(writes, open);
}
