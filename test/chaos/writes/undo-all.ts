import type { Findings } from './findings.js';
import type { Made, Writers } from './writers.js';

/** Attempts to undo one change; each may be cut. */
const MAX_ATTEMPTS = 6;
/** Changes of different places that are undone at the same time. */
const AT_ONCE = 8;

/** How the undoing went. */
export interface Undoing {
  readonly changes: number;
  readonly attempts: number;
  /** What the last answer said, where a part was left. */
  readonly left: readonly string[];
}

/** Takes all changes back, the last first. */
export async function undoAll(writers: Writers, findings: Findings): Promise<Undoing> {
  const lanes = inLanes(writers.made.toReversed());
  const left: string[] = [];
  let attempts = 0;
  const undo = async (made: Made): Promise<void> => {
    let text = 'no answer';
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      attempts += 1;
      text = (await writers.undo(made))?.text ?? text;
      if (/^Undone: (?!.*, \d+ not)|is undone already|^Nothing of change \w+ is left to undo/.test(text)) {
        return;
      }
    }
    findings.leftToPeople += 1;
    left.push(`${made.change}: ${text.replaceAll(/\s+/g, ' ').slice(0, 400)}`);
  };
  const queue = [...lanes];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let lane = queue.pop(); lane !== undefined; lane = queue.pop()) {
        for (const made of lane) {
          await undo(made);
        }
      }
    }),
  );
  return { changes: writers.made.length, attempts, left };
}

/** Changes of the same page are undone one after the other; those that only add, at any time. */
function inLanes(made: readonly Made[]): readonly (readonly Made[])[] {
  const lanes = new Map<string, Made[]>();
  for (const each of made) {
    const lane = each.act.changes ?? each.change;
    lanes.set(lane, [...(lanes.get(lane) ?? []), each]);
  }
  return [...lanes.values()];
}
