import type { ChangeSupport } from '../../../src/mcp/calls/change-support.js';
import type { ChangeJournal } from '../../../src/workspace/changes/change-journal.js';
import { noChanges } from '../no-changes.js';

/** Of the journal's own making: no text of the workspace can be one. */
const id = '0f0e0d0c-0b0a-4908-8706-050403020100';

const journal = {
  begin: ({ request }) =>
    Promise.resolve(
      request === undefined
        ? { id }
        : {
            earlier: {
              id,
              tool: 'notion_create_pages',
              begunAt: new Date(0),
              // One that was begun, and of which nobody knows the end.
              steps: [{ action: 'create', target: id, title: 'x', before: null, after: null }],
              outcomes: new Map(),
              undoes: undefined,
              completes: undefined,
              isUndone: false,
              answer: undefined,
              fingerprint: request.fingerprint,
            },
          },
    ),
  named: () => Promise.resolve(undefined),
  end: () => Promise.resolve(),
  answered: () => Promise.resolve(),
  undone: () => Promise.resolve(),
  find: () => Promise.resolve(undefined),
  last: () => Promise.resolve(undefined),
  recorded: () => Promise.resolve(new Set()),
  unfinished: () => Promise.resolve([]),
} satisfies ChangeJournal;

/** Changes may be made, and none that the caller has named before came to its end. */
export const unfinishedChanges: ChangeSupport = { ...noChanges, openJournal: () => Promise.resolve(journal) };
