import { setTimeout as delay } from 'node:timers/promises';

/** Looks again and again; false if it does not hold within the time. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  { withinMs, everyMs = 20 }: { readonly withinMs: number; readonly everyMs?: number },
): Promise<boolean> {
  const end = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > end) {
      return false;
    }
    await delay(everyMs);
  }
  return true;
}
