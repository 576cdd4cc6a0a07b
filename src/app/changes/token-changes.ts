import { placeOf, type StorageSettings } from '../../config/settings/storage-settings.js';
import type { WriteSettings } from '../../config/settings/write-settings.js';
import type { McpServerOptions } from '../../mcp/server.js';
import { changeSupport } from './change-support.js';
import type { OpenStore } from '../open-store.js';
import type { Program } from '../program.js';

/** Where a server with a token records its changes. */
export interface TokenJournal {
  readonly apiUrl: string | undefined;
  readonly writes?: WriteSettings | undefined;
  readonly journal: StorageSettings | undefined;
}

/**
 * Loads what the store of changes is made of, and makes nothing: most of what the first change would wait for. Failures are
 * left to that change.
 */
export async function loadJournal(journal: StorageSettings): Promise<void> {
  await Promise.all([
    import('../open-store.js'),
    import('../open-database.js').then(({ loadDriver }) => loadDriver(placeOf(journal))),
    import('../../journal/stored-journal.js'),
  ]).catch(() => {});
}

/** Opens the store with the first change: a server with a token that only reads needs none. */
export function tokenChanges(
  { apiUrl, writes, journal }: TokenJournal,
  { log }: Pick<Program, 'log'>,
): McpServerOptions['changes'] {
  let opened: Promise<OpenStore> | undefined;
  const open = (): Promise<OpenStore> => {
    if (journal === undefined) {
      throw new Error('A change was begun on a server that makes none.');
    }
    opened ??= import('../open-store.js').then(({ openStore }) =>
      openStore({ storage: journal, oauth: undefined, apiUrl, log }),
    );
    // One that could not be opened is tried again with the next change.
    opened.catch(() => (opened = undefined));
    return opened;
  };
  return writes && changeSupport(writes, open);
}
