// Refreshes the connection argv[3] of the space "here" in the database argv[2], of the kind argv[4]; the answer never comes.
import { randomBytes, randomUUID } from 'node:crypto';
import { systemClock } from '../../../dist/src/clock.js';
import { Credentials } from '../../../dist/src/credentials/credentials.js';
import { keyringOf, sealingKey } from '../../../dist/src/sealing/keys.js';
import { defaultRefreshLimits } from '../../../dist/src/credentials/refresh/refresh.js';
import { Sealer } from '../../../dist/src/sealing/seal.js';
import { openPlace } from './open-place.mjs';

const [, , path, connectionId, kind] = process.argv;
const database = await openPlace(path);
const sealer = new Sealer(keyringOf(sealingKey(Buffer.alloc(32, 7))), randomBytes);
const hanging = {
  refresh: (refreshToken) => {
    process.send(refreshToken);
    return new Promise(() => undefined);
  },
};
const refused = {
  refresh: () => Promise.reject(new Error('A token came to the endpoint of the other kind.')),
};
const isHosted = kind === 'hosted';
const credentials = new Credentials(
  { database, sealer, clock: systemClock, newId: randomUUID },
  {
    endpoint: isHosted ? refused : hanging,
    hostedEndpoint: () => (isHosted ? hanging : refused),
    limits: defaultRefreshLimits,
    random: Math.random,
    owner: `process ${process.pid}`,
  },
);
if (isHosted) {
  const { version } = await credentials.hostedTokenOf('here', connectionId);
  await credentials.refreshHostedAfterUnauthorized('here', connectionId, version);
} else {
  const { version } = await credentials.accessTokenOf('here', connectionId);
  await credentials.refreshAfterUnauthorized('here', connectionId, version);
}
