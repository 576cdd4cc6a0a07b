import { setTimeout as delay } from 'node:timers/promises';
import type { Made, Writers } from './writers.js';

/** Attempts to undo one change; each may be cut. */
const MAX_ATTEMPTS = 6;
/** After so long, what a killed process had begun is no longer taken for under way. */
const UNDER_WAY_MS = 125_000;

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
  let isFurther = true;
  while (isFurther && undo.left.length > 0) {
    const again = undo.left.splice(0);
    await undo.all(again.map((each) => each.made));
    isFurther = undo.left.length < again.length;
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
        // What stands on a change that was left waits with it: else it would find its own end already as it was at its start.
        const waiting = new Set<string>();
        for (const each of made.filter((each) => each.writer === writer)) {
          const changed = changedBy(each);
          const isUndone = changed.some((id) => waiting.has(id)) ? this.#leave(each) : await this.#undo(each);
          if (!isUndone) {
            changed.forEach((id) => waiting.add(id));
          }
        }
      }),
    );
  }

  /** Resolves to whether it was taken back. */
  async #undo(made: Made): Promise<boolean> {
    let text = 'no answer';
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      this.attempts += 1;
      text = (await this.#writers.undo(made))?.text ?? text;
      if (isUndone(text)) {
        return true;
      }
      if (text.includes(UNDER_WAY)) {
        break;
      }
    }
    return this.#leave(made, text);
  }

  #leave(made: Made, text = 'A later change of the same was left.'): false {
    this.left.push({ made, text });
    return false;
  }
}

/** The ids that a call names; a page that is made anew stands on nothing that its parent went through. */
function changedBy({ act: { tool, input } }: Made): readonly string[] {
  return tool === 'notion_create_pages'
    ? []
    : (JSON.stringify(input).match(/[\da-f]{8}-[\da-f-]{27}/g) ?? []);
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
