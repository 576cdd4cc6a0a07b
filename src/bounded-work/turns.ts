/** Callers waiting for a turn of the event loop, first in, first out. */
const waiting: (() => void)[] = [];

/**
 * Yields to other work before the next slice of long work. One waiting caller continues per turn of the event loop: many
 * slices in one turn, each short, would block it as well.
 */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (waiting.length === 1) {
      setImmediate(resumeOne);
    }
  });
}

function resumeOne(): void {
  waiting.shift()?.();
  if (waiting.length > 0) {
    setImmediate(resumeOne);
  }
}

/** Milliseconds for which pieces of work may follow each other in one turn. */
const MAX_TURN_MS = 8;
/** When the first piece of this turn was seen; undefined before. */
let turnBegun: number | undefined;

/**
 * Ends a turn of the event loop that has gone on for long: pieces of work that follow each other by promises alone would all
 * run in the turn in which the first began.
 */
export async function endLongTurn(): Promise<void> {
  const now = performance.now();
  if (turnBegun === undefined) {
    turnBegun = now;
    setImmediate(() => {
      turnBegun = undefined;
    });
  } else if (now - turnBegun >= MAX_TURN_MS) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}
