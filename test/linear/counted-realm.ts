import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { countingRegex } from './counting-regex.js';
import type { InstrumentedBundle } from './instrumented-bundle.js';

/** More steps than a measurement may take: the function is not linear, and nobody waits for its end. */
export class TooManySteps extends Error {}

/** A realm of its own whose built-ins count what they cost; the code in it counts itself. */
export interface CountedRealm<Exports> {
  readonly exports: Exports;
  /** Steps of one run, or `undefined` when they were more than `limit`. */
  stepsOf(run: (exports: Exports) => unknown, limit: number): number | undefined;
  /** The same for what goes on later. Nothing else may run in the realm meanwhile. */
  stepsOfCall(run: (exports: Exports) => Promise<void>, limit: number): Promise<number | undefined>;
  /** How often each counted place was entered in all runs so far. */
  readonly entered: readonly number[];
}

/** What code of the server uses of Node. */
const NODE = {
  AbortController,
  AbortSignal,
  DOMException,
  Buffer,
  TextDecoder,
  TextEncoder,
  URL,
  URLSearchParams,
  Uint8Array,
  clearInterval,
  clearTimeout,
  performance,
  process,
  queueMicrotask,
  setImmediate,
  setInterval,
  setTimeout,
  structuredClone,
};

/** Runs a bundle in a realm of its own. */
export function createCountedRealm<Exports>(
  bundle: InstrumentedBundle,
  globals: object = {},
): CountedRealm<Exports> {
  const entered = bundle.places.map(() => 0);
  let steps = 0;
  let limit = Number.POSITIVE_INFINITY;
  const spend = (count: number): void => {
    steps += count;
    if (steps > limit) {
      throw new TooManySteps();
    }
  };
  const context = vm.createContext({
    ...NODE,
    ...globals,
    require: createRequire(import.meta.url),
    __spend: spend,
    __step: (place: number) => {
      entered[place] = (entered[place] ?? 0) + 1;
      spend(1);
    },
    __match: (source: string, flags: string, text: string, from: number) => {
      const found = countingRegex(source, flags).match(text, from, spend);
      return found === undefined ? -1 : found.end;
    },
  });
  const builtIns = readFileSync(fileURLToPath(new URL('counted-built-ins.js', import.meta.url)), 'utf8');
  vm.runInContext(builtIns, context, { filename: 'counted-built-ins.js' });
  vm.runInContext(`${bundle.code}\n;globalThis.__exports = __exports;`, context, { filename: 'bundle.js' });
  const exports = vm.runInContext('__exports', context) as Exports;
  const begin = (most: number): void => {
    vm.runInContext('__forget()', context);
    steps = 0;
    limit = most;
  };
  const end = (error?: unknown): number | undefined => {
    const isOver = steps > limit;
    limit = Number.POSITIVE_INFINITY;
    if (error !== undefined && !isOver && !isRefusal(error)) {
      throw error;
    }
    return isOver ? undefined : steps;
  };
  return {
    exports,
    entered,
    stepsOf(run, most) {
      begin(most);
      try {
        run(exports);
      } catch (error) {
        return end(error);
      }
      return end();
    },
    async stepsOfCall(run, most) {
      begin(most);
      try {
        await run(exports);
      } catch (error) {
        return end(error);
      }
      return end();
    },
  };
}

/** Refusing an argument is an answer. */
function isRefusal(error: unknown): boolean {
  return error !== null && typeof error === 'object' && 'name' in error && error.name === 'InputError';
}
