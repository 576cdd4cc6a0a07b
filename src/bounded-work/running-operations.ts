import type { WatchdogMemory } from './watchdog-memory.js';

const running = new Map<string, number>();
let memory: WatchdogMemory | undefined;

/**
 * Records the start of an operation; the returned function records its end. The name is one of a fixed set of tools and
 * routes, never client input: it is logged if the event loop blocks meanwhile.
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

/** Publishes operations to the watchdog's memory; undefined stops that. */
export function showOperations(place: WatchdogMemory | undefined): void {
  memory = place;
  memory?.setNames(running);
}
