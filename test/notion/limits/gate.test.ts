import { describe, expect, it } from '@jest/globals';
import { Gate } from '../../../src/notion/limits/gate.js';

const SLOTS = 16;

/** Resolves with a gate when Bottleneck has granted all of its slots. `onFree` hears of each. */
function granted(onFree: () => void = () => {}): Promise<Gate> {
  return new Promise((resolve) => {
    const settle = (): void => {
      onFree();
      if (gate.free === SLOTS) {
        resolve(gate);
      }
    };
    const gate = Gate.lend(settle);
    if (gate.free === SLOTS) {
      resolve(gate);
    }
  });
}

describe('Gate', () => {
  it('has sixteen slots, each for one request at a time', async () => {
    const gate = await granted();
    gate.enter();
    expect(gate.free).toBe(SLOTS - 1);
    gate.leave();
    expect(gate.free).toBe(SLOTS);
    gate.giveBack();
  });

  it('serves the next connection with all slots at once when it was given back', async () => {
    const gate = await granted();
    gate.giveBack();
    const next = Gate.lend(() => {});
    expect(next).toBe(gate);
    expect(next.free).toBe(SLOTS);
    next.giveBack();
  });

  it('is never lent to two', () => {
    const gates = Array.from({ length: 5 }, () => Gate.lend(() => {}));
    expect(new Set(gates).size).toBe(gates.length);
    gates.forEach((gate) => gate.giveBack());
  });

  it('tells of its slots whoever has it now, also of those that were asked for before', async () => {
    // All others are in use, so that this one is new.
    const others = Array.from({ length: 10 }, () => Gate.lend(() => {}));
    let heard = 0;
    const first = Gate.lend(() => (heard += 1));
    expect(first.free).toBe(0);
    first.giveBack();
    let granted = 0;
    await new Promise<void>((resolve) => {
      const second = Gate.lend(() => {
        granted += 1;
        if (granted === SLOTS) {
          second.giveBack();
          resolve();
        }
      });
      expect(second).toBe(first);
    });
    expect(heard).toBe(0);
    others.forEach((gate) => gate.giveBack());
  });

  it('has all slots for the first connection that comes when they were asked for ahead', async () => {
    // No gate is left over from before.
    const others = Array.from({ length: 70 }, () => Gate.lend(() => {}));
    Gate.prepare();
    const prepared = Gate.lend(() => {});
    prepared.giveBack();
    expect(prepared.free).toBe(0);
    await new Promise<void>((resolve) => {
      const later = Gate.lend(() => {
        if (later.free === SLOTS) {
          later.giveBack();
          resolve();
        }
      });
      expect(later).toBe(prepared);
    });
    expect(Gate.lend(() => {})).toBe(prepared);
    prepared.giveBack();
    others.forEach((gate) => gate.giveBack());
  });
});
