import { setTimeout as delay } from 'node:timers/promises';
import type { Made, Writers } from './writers.js';

/** Attempts to undo one change; each may be cut. */
const MAX_ATTEMPTS = 6;
/** After so long, what a killed process had begun is no longer taken for under way. */
const UNDER_WAY_MS = 125_000;
/** Times that what was left is tried again: what one change has made may be told only once others like it are undone. */
const MAX_ROUNDS = 6;

/** What the server says of a step that is not saved yet. */
const UNDER_WAY = 'may still be under way';

/** How the undoing went. */
export interface Undoing {
  readonly changes: number;
  readonly attempts: number;
  /** What the last answer said, where a part was left, by what the change did. */
  readonly left: ReadonlyMap<string, readonly string[]>;
}

/**
 * Takes all changes back, those of each writer in their order, the last first; what was left is tried again for as long as that
 * takes something back.
 */
export async function undoAll(writers: Writers): Promise<Undoing> {
  const { made } = writers;
  const undo = new UndoRun(writers);
  await undo.all(made.toReversed());
  const late = undo.left.splice(0);
  if (late.some(({ text }) => text.includes(UNDER_WAY))) {
    await delay(UNDER_WAY_MS);
  }
  await undo.all(late.map((each) => each.made));
  for (let round = 1; round < MAX_ROUNDS && undo.left.length > 0; round += 1) {
    const again = undo.left.splice(0);
    await undo.all(again.map((each) => each.made));
    if (undo.left.length === again.length) {
      break;
    }
  }
  const left = new Map<string, readonly string[]>();
  for (const { made: each, text } of undo.left) {
    const told = `${each.change}: ${text.replaceAll(/\s+/g, ' ').slice(0, 400)}`;
    left.set(each.act.kind, [...(left.get(each.act.kind) ?? []), told]);
  }
  return { changes: made.length, attempts: undo.attempts, left };
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
        // What stands on a change that may be under way waits with it: the order is that of the changes, reversed.
        let isWaiting = false;
        for (const each of made.filter((each) => each.writer === writer)) {
          isWaiting = isWaiting ? this.#leave(each, UNDER_WAY) : await this.#undo(each);
        }
      }),
    );
  }

  /** Resolves to whether what is older has to wait. */
  async #undo(made: Made): Promise<boolean> {
    let text = 'no answer';
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      this.attempts += 1;
      text = (await this.#writers.undo(made))?.text ?? text;
      if (isUndone(text)) {
        return false;
      }
      if (text.includes(UNDER_WAY)) {
        return this.#leave(made, text);
      }
    }
    this.left.push({ made, text });
    return false;
  }

  #leave(made: Made, text: string): true {
    this.left.push({ made, text });
    return true;
  }
}

/** Wholly, now or before; or a comment of the run that is deleted, which is counted apart. */
function isUndone(text: string): boolean {
  return (
    text.includes('Notion cannot bring back a comment.') ||
    /^(?:Undone: (?!.*, \d+ not)|Change \w+ is undone already|Nothing of change \w+ is left to undo)/.test(
      text,
    )
  );
}
