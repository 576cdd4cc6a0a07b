/** Milliseconds. Notion tries a delivery up to 8 times within about a day, each with the time of the event. */
export const OLDEST = 25 * 3_600_000;
/** Milliseconds that a clock may differ. */
const AHEAD = 5 * 60_000;

/** Whether a delivery can still be one of Notion's attempts. Older ones are refused: their ids are no longer remembered. */
export function isTimely(occurredAt: Date, now: Date): boolean {
  const age = now.getTime() - occurredAt.getTime();
  return age <= OLDEST && age >= -AHEAD;
}

/** Until when the id of an event has to be remembered: past this, {@link isTimely} refuses it. */
export function forgottenAt(occurredAt: Date): Date {
  return new Date(occurredAt.getTime() + OLDEST + 60_000);
}
