import { setTimeout as delay } from 'node:timers/promises';
import type { Made, Writers } from './writers.js';

/** Attempts to undo one change; each may be cut. */
const MAX_ATTEMPTS = 6;
/** After so long, what a killed process had begun is no longer taken for under way. */
const UNDER_WAY_MS = 125_000;

/** How the undoing went. */
export interface Undoing {
  readonly changes: number;
  readonly attempts: number;
  /** What the last answer said, where a part was left. */
  readonly left: readonly string[];
}

/** Takes all changes back, those of each writer in their order, the last first; what may have been under way is tried again later. */
export async function undoAll(writers: Writers): Promise<Undoing> {
  const { made } = writers;
  const undo = new UndoRun(writers);
  await undo.all(made.toReversed());
  const late = undo.left.splice(0);
  if (late.some(({ text }) => text.includes('may still be under way'))) {
    await delay(UNDER_WAY_MS);
  }
  await undo.all(late.map((each) => each.made));
  return {
    changes: made.length,
    attempts: undo.attempts,
    left: undo.left.map(
      ({ made: { change, act }, text }) =>
        `${change} (${act.kind}): ${text.replaceAll(/\s+/g, ' ').slice(0, 400)}`,
    ),
  };
}

class UndoRun {
  attempts = 0;
  readonly left: { readonly made: Made; readonly text: string }[] = [];
  readonly #writers: Writers;

  constructor(writers: Writers) {
    this.#writers = writers;
  }

  async all(made: readonly Made[]): Promise<void> {
    const writers = new Set(made.map(({ writer }) => writer));
    await Promise.all(
      [...writers].map(async (writer) => {
        for (const each of made.filter((each) => each.writer === writer)) {
          await this.#undo(each);
        }
      }),
    );
  }

  async #undo(made: Made): Promise<void> {
    let text = 'no answer';
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      this.attempts += 1;
      text = (await this.#writers.undo(made))?.text ?? text;
      if (isUndone(text)) {
        return;
      }
      if (text.includes('may still be under way')) {
        break;
      }
    }
    this.left.push({ made, text });
  }
}

/** Wholly, now or before. */
function isUndone(text: string): boolean {
  return /^(?:Undone: (?!.*, \d+ not)|Change \w+ is undone already|Nothing of change \w+ is left to undo)/.test(
    text,
  );
}
