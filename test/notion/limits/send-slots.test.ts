import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { SendSlots } from '../../../src/notion/limits/send-slots.js';
import { sharedSignal } from '../../support/shared-signal.js';

const never = sharedSignal();

/** Slots of a process whose clock jumps ahead at every look: it is always late. */
async function overloaded(): Promise<SendSlots> {
  let ahead = 0;
  const slots = new SendSlots(() => performance.now() + (ahead += 1000));
  while (slots.slots > 4) {
    await slots.run(() => delay(5), [], never);
  }
  return slots;
}

describe('SendSlots', () => {
  it('lets everybody send while the process keeps up', async () => {
    const slots = new SendSlots(() => 0);
    let running = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 400 }, () =>
        slots.run(
          async () => {
            running += 1;
            most = Math.max(most, running);
            await delay(1);
            running -= 1;
          },
          [],
          never,
        ),
      ),
    );
    expect(most).toBe(400);
  });

  it('lets a few send while the process is late, connections by turns, and loses none', async () => {
    const slots = await overloaded();
    const [stormy, quiet] = [{}, {}];
    const order: string[] = [];
    let running = 0;
    const send = (name: string, connection: object): Promise<void> =>
      slots.run(
        async () => {
          order.push(name);
          running += 1;
          expect(running).toBeLessThanOrEqual(slots.slots);
          await delay(2);
          running -= 1;
        },
        [connection],
        never,
      );
    const storm = Array.from({ length: 100 }, () => send('storm', stormy));
    await Promise.all([...storm, send('quiet', quiet)]);
    expect(order).toHaveLength(101);
    expect(order.indexOf('quiet')).toBeLessThanOrEqual(8);
  });

  it('gives the slot of whoever leaves, or fails, to the next', async () => {
    const slots = await overloaded();
    const controller = new AbortController();
    const held = Array.from({ length: 4 }, () => slots.run(() => delay(20), [], never));
    const left = slots.run(async () => 'left', [], controller.signal);
    const failing = slots.run(() => Promise.reject(new Error('broken')), [], never);
    const last = slots.run(async () => 'last', [], never);
    controller.abort(new Error('gone'));
    await expect(left).rejects.toThrow('gone');
    await expect(failing).rejects.toThrow('broken');
    await expect(last).resolves.toBe('last');
    await Promise.all(held);
  });

  it('comes back by itself', async () => {
    let late = true;
    let ahead = 0;
    const slots = new SendSlots(() => (late ? performance.now() + (ahead += 1000) : 0));
    while (slots.slots > 4) {
      await slots.run(() => delay(5), [], never);
    }
    late = false;
    while (slots.slots < 20) {
      await slots.run(() => delay(5), [], never);
    }
  });
});
