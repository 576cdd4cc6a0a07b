import { expect, it } from '@jest/globals';
import { ProviderAdapter } from '../../../src/oauth-server/provider/provider-adapter.js';
import { ManualClock } from '../../credentials/fakes/manual-clock.js';

/** What was thrown out, by model, while so many records of a model were written. */
async function kept(model: string, writes: number): Promise<readonly string[]> {
  const looks: string[] = [];
  const records = {
    put: () => Promise.resolve(),
    deleteAllButNewest: (of: string, _endingBy: Date, most: number) => {
      looks.push(`${of} ${most}`);
      return Promise.resolve();
    },
  };
  // The adapter asks for nothing else here.
  const adapter = new ProviderAdapter(model, { records, clock: new ManualClock(), rotation: {} } as never);
  for (let number = 0; number < writes; number += 1) {
    await adapter.upsert(String(number), {}, model === 'Client' ? undefined : 1800);
  }
  return looks;
}

it('what anybody may have stored has an end, whatever it is', async () => {
  expect(await kept('Interaction', 250)).toEqual(['Interaction 50000', 'Interaction 50000']);
  expect(await kept('Client', 2)).toEqual(['Client 10000', 'Client 10000']);
  expect(await kept('AccessToken', 250)).toEqual([]);
});
