// A long page of the seeded workspace, read from its first to its last line.
import { defineTask } from '../task.js';

export const wholePage = defineTask({
  id: 'whole-page',
  title: 'Find a page and read it whole',
  question: 'Read me the whole Platform handbook, with the names of the owners.',
  wholePage: true,
  minimum: { requests: 3, why: 'a search for the id, the text, the members that it mentions by id' },
  asks: { title: 'Platform handbook' },

  plant() {},

  /** First line, a mentioned owner, a callout, an item three levels deep, code in a list, a toggle's child, last line. */
  facts: [
    'How the platform is run, chapter by chapter.',
    'Élodie Marchetti',
    'Two switches that depend on each other have four states',
    'Helsinki rushes at 06:00 UTC, Concarneau at 15:00 UTC.',
    'tide db lag --all',
    'Tell the on-call engineer before you try a second time.',
    'The end. Corrections are welcome and need no permission.',
  ],
});
