import { randomBytes } from 'node:crypto';
import { systemClock } from '../../clock.js';
import { callerSpace, isServiceKey } from '../../mcp/calls/request-caller.js';
import type { WriteSettings } from '../../config/settings/write-settings.js';
import type { ChangeSupport } from '../../mcp/calls/change-support.js';
import type { Tool } from '../../tool.js';
import type { OpenStore } from '../open-store.js';

/** The tools that make changes; none where nothing may be changed. They are loaded late, because most servers only read. */
export async function loadWriteTools(wanted: object | undefined): Promise<readonly Tool[]> {
  return wanted === undefined ? [] : (await import('../../write-catalogue.js')).writeTools;
}

type JournalStore = Pick<OpenStore, 'database' | 'sealer' | 'auditStore' | 'confirmationSecret'>;

/** What calls need to make changes. The journal is in the store, which is opened with the first change. */
export function changeSupport(
  { mode }: WriteSettings,
  openStore: () => Promise<JournalStore>,
): ChangeSupport {
  const open = async () => Promise.all([import('../../journal/stored-journal.js'), openStore()]);
  return {
    isProposal: mode === 'propose',
    // The call sends its first request before that: what is loaded then keeps the event loop for a tenth of a second.
    prepareJournal: () => void setImmediate(() => void open().catch(() => {})),
    confirmationSecret: async () => (await openStore()).confirmationSecret,
    openJournal: async (caller, connectionKey) => {
      const [{ StoredJournal }, { database, sealer, auditStore }] = await open();
      const kind = isServiceKey(caller) ? 'key' : 'app';
      return new StoredJournal(
        { database, sealer, auditStore, randomBytes, clock: systemClock },
        {
          connectionKey,
          actor: caller === undefined ? 'local' : `${kind} ${caller.clientId}`,
          spaceId: callerSpace(caller) ?? '',
        },
      );
    },
  };
}
