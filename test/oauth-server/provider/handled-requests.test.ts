import { AsyncLocalStorage } from 'node:async_hooks';
import { afterEach, describe, expect, it } from '@jest/globals';
import { HandledRequests } from '../../../src/oauth-server/provider/handled-requests.js';

const storage = new AsyncLocalStorage<string>();
const requests = new HandledRequests(storage);
afterEach(() => storage.disable());

/** A request that waits in the middle, and what it finds in the storage then. */
function handled(name: string) {
  let goOn = (): void => {};
  const waiting = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  let found: string | undefined;
  const ended = requests.run(() =>
    storage.run(name, async () => {
      await waiting;
      found = storage.getStore();
    }),
  );
  return { goOn, ended, found: () => found };
}

describe('requests that the provider handles', () => {
  it('keep their storage until the last of them has ended', async () => {
    const [first, second] = [handled('first'), handled('second')];
    first.goOn();
    await first.ended;
    second.goOn();
    await second.ended;

    expect([first.found(), second.found()]).toEqual(['first', 'second']);
  });

  it('leave none behind, nor where one fails', async () => {
    // What runs in it sees it for as long as it is on.
    const isOn = await storage.run('on', async () => {
      const failing = requests.run(() => Promise.reject(new Error('It failed.')));
      await expect(failing).rejects.toThrow('It failed.');
      return storage.getStore() !== undefined;
    });

    expect(isOn).toBe(false);
  });
});
