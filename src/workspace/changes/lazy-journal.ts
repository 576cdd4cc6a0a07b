import type { ChangeJournal } from './change-journal.js';

/** The journal, opened once something is asked of it: a dry run plans the requests of a change without it. */
export function lazyJournal({
  openJournal,
}: {
  readonly openJournal: () => Promise<ChangeJournal>;
}): ChangeJournal {
  let opened: Promise<ChangeJournal> | undefined;
  const open = (): Promise<ChangeJournal> => {
    opened ??= openJournal();
    // One that could not be opened is tried again.
    opened.catch(() => (opened = undefined));
    return opened;
  };
  return {
    begin: async (change) => (await open()).begin(change),
    named: async (key) => (await open()).named(key),
    end: async (id, step, outcome) => (await open()).end(id, step, outcome),
    answered: async (id, answer) => (await open()).answered(id, answer),
    undone: async (id) => (await open()).undone(id),
    find: async (id) => (await open()).find(id),
    last: async (before) => (await open()).last(before),
    recorded: async (ids) => (await open()).recorded(ids),
    unfinished: async (like, since, besides) => (await open()).unfinished(like, since, besides),
  };
}
