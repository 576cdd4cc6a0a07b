// One of several processes that call the hosted server with the connections of a space, as a server does: with the stored
// token, renewed before its time or after a 401. argv: the database, the space. Tells its parent every second how it went.
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '../../../dist/src/clock.js';
import { Credentials } from '../../../dist/src/credentials/credentials.js';
import { defaultRefreshLimits } from '../../../dist/src/credentials/refresh/refresh.js';
import { keyringOf, sealingKey } from '../../../dist/src/sealing/keys.js';
import { Sealer } from '../../../dist/src/sealing/seal.js';
import { hostedAuthorization } from '../../../dist/src/upstream/hosted-token.js';
import { hostedTokenEndpoint } from '../../../dist/src/upstream/tokens/hosted-token-endpoint.js';
import { upstreamFetch } from '../../../dist/src/upstream/upstream-fetch.js';
import { openPlace } from '../../credentials/processes/open-place.mjs';

const MIN_PAUSE_MS = 60;
const MAX_PAUSE_MS = 400;
const REPORT_EVERY_MS = 250;

const [, , place, space] = process.argv;
const local = upstreamFetch(new URL('http://127.0.0.1/'));
/** So that the token endpoint's record names who asked. */
const asThisProcess = (target, init = {}) => {
  const headers = new Headers(init.headers);
  headers.set('user-agent', `process ${process.pid}`);
  return local(target, { ...init, headers });
};
const sealer = new Sealer(keyringOf(sealingKey(Buffer.alloc(32, 7))), randomBytes);
const credentials = new Credentials(
  { database: await openPlace(place), sealer, clock: systemClock, newId: randomUUID },
  {
    endpoint: { refresh: () => Promise.reject(new Error('There is no connection to the REST API here.')) },
    hostedEndpoint: hostedTokenEndpoint(systemClock, asThisProcess),
    limits: defaultRefreshLimits,
    random: Math.random,
    owner: `process ${process.pid}`,
  },
);
let counts = {};
const count = (name) => {
  counts[name] = (counts[name] ?? 0) + 1;
};

async function ask(token) {
  const to = new URL(token.resource);
  const response = await fetch(to, {
    method: 'POST',
    headers: {
      authorization: hostedAuthorization(token, to),
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' }),
  });
  await response.text();
  return response.status;
}

async function call(id) {
  const token = await credentials.hostedTokenOf(space, id);
  const status = await ask(token);
  if (status !== 401) {
    count(`answered ${status}`);
    return;
  }
  const renewed = await credentials.refreshHostedAfterUnauthorized(space, id, token.version);
  count(`answered ${await ask(renewed)} after a renewal`);
}

async function callOften(id) {
  for (;;) {
    await Promise.all(
      Array.from({ length: 1 + Math.floor(Math.random() * 3) }, () =>
        call(id).catch((error) => count(error.name)),
      ),
    );
    await delay(MIN_PAUSE_MS + Math.random() * (MAX_PAUSE_MS - MIN_PAUSE_MS));
  }
}

const connections = await credentials.hostedConnectionsOf(space);
process.send({ ready: connections.length });
setInterval(() => {
  process.send({ counts });
  counts = {};
}, REPORT_EVERY_MS);
await Promise.all(connections.map(({ id }) => callOften(id)));
