/** Numbers from 0 to 1, without 1. */
export type Random = () => number;

/** Numbers that a seed repeats (mulberry32). The choices repeat, the machine's timing does not. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A number from `low` to `high`. */
export function between(random: Random, low: number, high: number): number {
  return low + random() * (high - low);
}

/** One entry of a list that has any. */
export function oneOf<Entry>(random: Random, list: readonly Entry[]): Entry {
  const entry = list[Math.floor(random() * list.length)];
  if (entry === undefined) {
    throw new Error('There is nothing to choose from.');
  }
  return entry;
}
