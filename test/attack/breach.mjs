/** An attack that succeeded. The message says what the attacker got. */
export class Breach extends Error {}

/** Throws a `Breach` unless it holds. */
export function holds(condition, breach) {
  if (!condition) {
    throw new Breach(breach);
  }
}
