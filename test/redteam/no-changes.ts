import { createSecretKey } from 'node:crypto';
import type { ChangeSupport } from '../../src/mcp/calls/change-support.js';
import type { ChangeJournal } from '../../src/workspace/changes/change-journal.js';

const secret = createSecretKey(Buffer.alloc(32));
const emptyJournal = { find: () => Promise.resolve(undefined) } as unknown as ChangeJournal;

/** Changes may be made, and none was ever made. */
export const noChanges: ChangeSupport = {
  isProposal: false,
  openJournal: () => Promise.resolve(emptyJournal),
  confirmationSecret: () => Promise.resolve(secret),
};
