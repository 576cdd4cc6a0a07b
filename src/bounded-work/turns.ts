/** Who waits for a turn of the event loop, in the order in which they came. */
const waiting: (() => void)[] = [];

/**
 * Lets everybody else be served before a further piece of long work is done. In each turn of the event loop one of those
 * who wait here goes on: many pieces, each short, would hold up the others as well.
 */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (waiting.length === 1) {
      setImmediate(letOneGoOn);
    }
  });
}

function letOneGoOn(): void {
  waiting.shift()?.();
  if (waiting.length > 0) {
    setImmediate(letOneGoOn);
  }
}
