// Four processes on one database keep twelve connections to the hosted server alive, whose tokens live for a moment, whose
// token endpoint fails and loses answers, and which ends a grant when a token comes too late; the processes are killed with
// SIGKILL at any instant, also between the issuing of a pair and its commit.
import { join } from 'node:path';
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '../../../src/clock.js';
import { Credentials } from '../../../src/credentials/credentials.js';
import { defaultRefreshLimits } from '../../../src/credentials/refresh/refresh.js';
import { openPostgres } from '../../../src/database/postgres/postgres.js';
import { openSqlite } from '../../../src/database/sqlite/sqlite.js';
import { withMacs } from '../../../src/database/with-macs.js';
import { parseSpaceId, type ConnectionId } from '../../../src/ids.js';
import { MemoryStateStore } from '../../../src/notion-oauth/states/memory-state-store.js';
import { workspaceWith } from '../../../src/sandbox/build/ready-made.js';
import { addPerson } from '../../../src/sandbox/build/workspace-builder.js';
import { startSandbox } from '../../../src/sandbox/server.js';
import { keyringOf, sealingKey } from '../../../src/sealing/keys.js';
import { Sealer } from '../../../src/sealing/seal.js';
import { createLog } from '../../../src/telemetry/log/create-log.js';
import { HostedSignIn } from '../../../src/upstream/sign-in/hosted-sign-in.js';
import { hostedTokenEndpoint } from '../../../src/upstream/tokens/hosted-token-endpoint.js';
import { upstreamFetch } from '../../../src/upstream/upstream-fetch.js';
import { seededRandom } from '../../harness/random.js';
import { Run } from '../../harness/run.js';
import { consentTo } from '../../sandbox/hosted/browser.js';
import { databases } from '../database/databases.js';
import type { ChaosOptions } from '../options.js';
import { Report } from '../verdict/report.js';
import { undashed } from '../../../src/notion/reference.js';
import { wasLostTwice } from './lost-twice.js';
import { disturb, noLosses } from './disturb.js';
import { Workers } from './workers.js';

const CONNECTIONS = 12;
const PROCESSES = 4;
/** Tokens are renewed after four fifths of that. */
const LIFETIME_MS = 2000;
/** The same at the end, when every connection is asked once more: so that no busy machine decides. */
const LAST_LIFETIME_MS = 600_000;
/** How long the hosted server takes the token before the current one; a killed holder blocks its successor for eight. */
const GRACE_MS = 30_000;
/** For the last refreshes that a kill has interrupted: longer than a lease, and than the attempts of one refresh. */
const SETTLING_MS = 12_000;
const MARGIN_SECONDS = 120;
const SPACE = parseSpaceId('team') ?? fail();

/** Runs it, prints its table, and ends the process. */
export async function runHosted(options: ChaosOptions): Promise<never> {
  const { seconds, goal, seed, minKills } = options;
  const run = new Run('chaos-hosted', { maxMs: (seconds + MARGIN_SECONDS) * 1000 });
  const folder = run.makeFolder('data');
  const database = await databases[options.database](folder);
  const place = database.settings['DATABASE_URL'] ?? join(folder, 'credentials.db');
  const { workspace } = workspaceWith({ name: 'Chaos' });
  for (let person = 0; person < CONNECTIONS; person += 1) {
    addPerson(workspace, `Person ${person}.`, null);
  }
  const sandbox = await startSandbox({
    workspace,
    hosted: { behavior: { accessTokenMs: LIFETIME_MS, graceMs: GRACE_MS } },
  });
  const { hosted } = sandbox;
  const credentials = await connectAll(place, sandbox);
  hosted.behavior.accessTokenMs = LIFETIME_MS;
  const workers = new Workers(run, [place, SPACE], seededRandom(seed * 100));
  await workers.start(PROCESSES);
  const begun = performance.now();
  const over = new AbortController();
  const losses = noLosses();
  const work = Promise.all([
    workers.killAtRandom(over.signal),
    disturb(hosted, losses, seededRandom(seed * 100 + 1), over.signal),
  ]);
  const isEnough = (): boolean => hosted.counts.refreshes >= goal && workers.kills >= minKills;
  while (performance.now() - begun < seconds * 1000 && !isEnough()) {
    await Promise.race([delay(100), work]);
  }
  over.abort();
  await work;
  hosted.endFaults();
  hosted.behavior.accessTokenMs = LAST_LIFETIME_MS;
  await delay(SETTLING_MS);
  const kills = workers.kills;
  await workers.end();

  const { counts } = hosted;
  const left = await credentials.hostedConnectionsOf(SPACE);
  const lost = left.filter(({ status }) => status !== 'connected');
  const proven = lost.filter(
    ({ owner, reconnectReason }) =>
      reconnectReason === 'interrupted' &&
      wasLostTwice(
        hosted.refreshes.filter(({ person }) => undashed(person) === undashed(owner.userId ?? '')),
        workers.killed,
      ),
  );
  const connected = left.filter(({ status }) => status === 'connected');
  const answers = await Promise.all(connected.map(({ id }) => isAnswered(credentials, id)));
  const report = new Report();
  report.heading(`hosted connections under SIGKILL, ${options.database}, seed ${seed}`);
  report.tell({
    seconds: Math.round((performance.now() - begun) / 1000),
    connections: left.length,
    ...losses,
    'refreshes with the token before, after a lost answer': counts.graceRefreshes,
    'refreshes refused': counts.refusedRefreshes,
    'grants lost because an answer was lost and that to the retry, too: both are in the record':
      proven.length,
    ...Object.fromEntries([...workers.told].toSorted(([one], [other]) => (one < other ? -1 : 1))),
  });
  report.atLeast(minKills, 'kills (SIGKILL)', kills);
  report.atLeast(Number.isFinite(goal) ? goal : 1, 'refreshes', counts.refreshes);
  report.exactly(
    0,
    'grants lost by our fault',
    lost.length - proven.length,
    lost.filter((one) => !proven.includes(one)).map(({ id, reconnectReason }) => `${id}: ${reconnectReason}`),
  );
  report.exactly(0, 'tokens spent after their grant had ended', counts.deadTokensSpent);
  report.exactly(0, 'tokens that came too late', counts.reusesDetected);
  report.exactly(connected.length, 'connections that answer at the end', answers.filter(Boolean).length);
  await credentials.close();
  await sandbox.close();
  await database.remove();
  process.stdout.write(report.text);
  process.exit(report.isBroken ? 1 : 0);
}

/** Whether the hosted server answers the connection's token, renewed if need be. */
async function isAnswered(credentials: Credentials, id: ConnectionId): Promise<boolean> {
  const token = await credentials.hostedTokenOf(SPACE, id);
  const ask = async ({ accessToken, resource }: typeof token): Promise<number> => {
    const response = await fetch(resource, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${accessToken}`,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' }),
    });
    await response.text();
    return response.status;
  };
  if ((await ask(token)) === 200) {
    return true;
  }
  return (await ask(await credentials.refreshHostedAfterUnauthorized(SPACE, id, token.version))) === 200;
}

/** Signs everybody in, each with a client of her own. */
async function connectAll(
  place: string,
  { hosted }: Awaited<ReturnType<typeof startSandbox>>,
): Promise<Credentials> {
  // Long enough for everybody to sign in; it is shorter then.
  hosted.behavior.accessTokenMs = 600_000;
  const keyring = keyringOf(sealingKey(Buffer.alloc(32, 7)));
  const opened = place.includes('://')
    ? await openPostgres({ url: place, connections: 4, timeout: 5000 }, systemClock)
    : await openSqlite(place, systemClock);
  const sealer = new Sealer(keyring, randomBytes);
  const credentials = new Credentials(
    { database: withMacs(opened, keyring), sealer, clock: systemClock, newId: randomUUID },
    {
      endpoint: { refresh: () => Promise.reject(new Error('There is none here.')) },
      hostedEndpoint: hostedTokenEndpoint(systemClock),
      limits: defaultRefreshLimits,
      random: Math.random,
      owner: 'the run',
    },
  );
  const signIn = new HostedSignIn({
    settings: {
      serverUrl: hosted.resource,
      clientId: undefined,
      redirectUri: undefined,
      returnBaseUrl: undefined,
      stateTtlMs: 600_000,
    },
    publicUrl: 'http://127.0.0.1:3000',
    isPublic: false,
    credentials,
    states: new MemoryStateStore(),
    sealer,
    clock: systemClock,
    randomBytes,
    newId: randomUUID,
    version: '0',
    log: createLog({ write: () => undefined }, 'silent', () => new Date()),
    fetch: upstreamFetch(new URL(hosted.resource)),
  });
  for (let person = 0; person < CONNECTIONS; person += 1) {
    const { authorizeUrl, browserSecret } = await signIn.begin({
      spaceId: SPACE,
      returnTo: null,
      reconnects: null,
      by: 'chaos',
      person: null,
      toConnections: false,
    });
    const back = await consentTo(authorizeUrl, {
      decision: 'allow',
      label: new RegExp(`^Person ${person}\\.`),
    });
    const { state = '', code } = Object.fromEntries(back.searchParams);
    const outcome = await signIn.finish({ state, code }, browserSecret);
    if (outcome.kind !== 'connected') {
      throw new Error(`Person ${person} could not connect: ${outcome.kind}.`);
    }
  }
  // Tokens that live for minutes are as good as none: the run begins with short ones.
  hosted.endAccessTokens();
  return credentials;
}

function fail(): never {
  throw new Error('The id of the space is not valid.');
}
