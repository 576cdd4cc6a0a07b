import { flag, number, readOptions } from '../harness/options.js';

/** Notion's window, which a run may shorten by a factor. */
const NOTION_WINDOW_MS = 60_000;
/** A call may take so long as the program comes; shortened by the same factor, and at least so long as is of use. */
const DEFAULT_DEADLINE_SECONDS = 25;
const MIN_DEADLINE_SECONDS = 5;
/** The whole run, and one that is over within a minute. */
const WHOLE = {
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

export interface ScaleOptions {
  readonly write: boolean;
  readonly seed: number;
  readonly spaces: number;
  readonly callers: number;
  readonly factor: number;
  /** Windows in which is measured, after one over which the spaces begin. */
  readonly windows: number;
  /** Milliseconds. */
  readonly window: number;
  /** One of so many workspaces is on Business. */
  readonly businessEvery: number;
  /** Milliseconds that something is away, and in which it settles. */
  readonly outage: number;
  readonly settle: number;
  /** Seconds. */
  readonly callDeadline: number;
}

/** What the command line asks for. */
export function readScaleOptions(): ScaleOptions {
  const { short, write, seed, ...given } = readOptions({
    short: flag(),
    write: flag(),
    seed: number(1, { isWhole: true }),
    spaces: number(undefined, { min: 1 }),
    callers: number(undefined, { min: 1 }),
    factor: number(undefined, { min: 1 }),
    windows: number(undefined, { min: 1 }),
  });
  const usual = short ? SHORT : WHOLE;
  const factor = given.factor ?? usual.factor;
  return {
    write,
    seed,
    spaces: given.spaces ?? usual.spaces,
    callers: given.callers ?? usual.callers,
    factor,
    windows: given.windows ?? usual.windows,
    window: NOTION_WINDOW_MS / factor,
    businessEvery: usual.businessEvery,
    outage: usual.outage,
    settle: usual.settle,
    callDeadline: Math.max(MIN_DEADLINE_SECONDS, Math.round(DEFAULT_DEADLINE_SECONDS / factor)),
  };
}
