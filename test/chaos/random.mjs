/** Numbers from 0 to 1 that a seed repeats (mulberry32). The choices repeat, the machine's timing does not. */
export function seededRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A number from `low` to `high`. */
export function between(random, low, high) {
  return low + random() * (high - low);
}

/** One entry of a list. */
export function oneOf(random, list) {
  return list[Math.floor(random() * list.length)];
}
