import type { WatchdogMemory } from './watchdog-memory.js';

const running = new Map<string, number>();
let memory: WatchdogMemory | undefined;

/**
 * Notes that an operation begins; what is returned notes its end. The name is one of few, of a tool or a route, and never
 * holds what somebody sent: it is logged where the event loop stands still meanwhile.
 */
export function beginOperation(name: string): () => void {
  running.set(name, (running.get(name) ?? 0) + 1);
  memory?.setNames(running);
  let isOver = false;
  return () => {
    if (isOver) {
      return;
    }
    isOver = true;
    const left = (running.get(name) ?? 1) - 1;
    if (left === 0) {
      running.delete(name);
    } else {
      running.set(name, left);
    }
    memory?.setNames(running);
  };
}

/** From now on the operations are written down where the watchdog sees them; undefined for nowhere. */
export function showOperations(place: WatchdogMemory | undefined): void {
  memory = place;
  memory?.setNames(running);
}
