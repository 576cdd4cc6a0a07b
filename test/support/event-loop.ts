/** Keeps the event loop busy for at least so long. */
export function spin(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  let now = performance.now();
  while (now < end) {
    now = performance.now();
  }
}

/** Counts turns of the event loop, until it is asked for the number. */
export function countTurns(): () => number {
  let turns = 0;
  let next: NodeJS.Immediate;
  const turn = (): void => {
    turns += 1;
    next = setImmediate(turn);
  };
  next = setImmediate(turn);
  return () => {
    clearImmediate(next);
    return turns;
  };
}
