import { parseArgs } from 'node:util';

/** Milliseconds of Notion's window, which a run may shorten by a factor. */
const NOTION_WINDOW = 60_000;
/** Seconds that a call may take as the program comes, shortened by the same factor, and the least that is of use. */
const CALL_DEADLINE = { standard: 25, least: 5 };
/** The whole run, and one that is over within a minute, for CI. */
const STANDARD = {
  spaces: 20,
  callers: 200,
  factor: 1,
  windows: 1,
  businessEvery: 7,
  outage: 15_000,
  settle: 8000,
};
const SHORT = {
  spaces: 3,
  callers: 30,
  factor: 7.5,
  windows: 1,
  businessEvery: 3,
  outage: 2000,
  settle: 1500,
};

/** What the command line asks for. */
export function readOptions() {
  const { values } = parseArgs({
    options: {
      short: { type: 'boolean', default: false },
      spaces: { type: 'string' },
      callers: { type: 'string' },
      factor: { type: 'string' },
      windows: { type: 'string' },
      seed: { type: 'string', default: '1' },
      write: { type: 'boolean', default: false },
    },
  });
  const standard = values.short ? SHORT : STANDARD;
  const read = (name) => Number(values[name] ?? standard[name]);
  const [spaces, callers, factor, windows] = ['spaces', 'callers', 'factor', 'windows'].map(read);
  const seed = Number(values.seed);
  if (![spaces, callers, factor, windows].every((number) => number >= 1) || !Number.isInteger(seed)) {
    process.stderr.write('--spaces, --callers, --factor, --windows and --seed take numbers of at least 1.\n');
    process.exit(2);
  }
  return {
    isShort: values.short,
    write: values.write,
    seed,
    spaces,
    callers,
    factor,
    /** Windows in which is measured, after one over which the spaces begin. */
    windows,
    /** Milliseconds. */
    window: NOTION_WINDOW / factor,
    /** One of so many workspaces is on Business. */
    businessEvery: standard.businessEvery,
    outage: standard.outage,
    settle: standard.settle,
    /** Seconds. */
    callDeadline: Math.max(CALL_DEADLINE.least, Math.round(CALL_DEADLINE.standard / factor)),
  };
}
