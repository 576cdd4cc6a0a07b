// A server in one network namespace, Postgres in another, and the way between them cut in the middle of a refresh: when
// Notion has issued the new pair, ended the old one, and the server that holds the new one cannot store it. A second server
// is asked about the same connection meanwhile. Once for 20 s, and once for longer than Postgres waits for a silent holder.
// Usage: npm run chaos -- --partition, as root on Linux, with iproute2 and Postgres's own programs.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { connectionsOf, followConnectLink } from '../../harness/http/spaces.js';
import { callTool, type ToolAnswer } from '../../harness/http/tool-call.js';
import { isPossible } from '../../harness/is-possible.js';
import { freePorts } from '../../harness/processes/free-ports.js';
import { moduleCommand } from '../../harness/processes/modules.js';
import { OwnPostgres, ownPostgresObstacle } from '../../harness/processes/own-postgres.js';
import { ServerProcess } from '../../harness/processes/server-process.js';
import { until } from '../../harness/processes/until.js';
import { Run } from '../../harness/run.js';
import { PostgresPairs } from '../database/stored-pairs.js';
import { Gate } from '../notion/gate.js';
import { Ledger } from '../notion/ledger.js';
import { connectPlanned, createKeys, newClient, settingsOf, startNotion } from '../stage.js';
import type { ChaosConnection } from '../stage.js';
import { linkIn } from '../verdict/final-looks.js';
import { Report } from '../verdict/report.js';
import { Namespaces } from './namespaces.js';

const TOKEN_LIFETIME_MS = 1500;
const SHORT_CUT_MS = 20_000;
const LONG_CUT_MS = 75_000;
/** After so long Postgres has ended the session of a silent holder, and somebody else has asked. */
const HOLDER_GIVEN_UP_MS = 63_000;
const MAX_STORE_MS = 30_000;
const MAX_RUN_MS = 300_000;
/** Where Notion is reached inside of the namespace. */
const NOTION_PORT = 26_000;
/** Gates that let everything through at once. */
const steady = (): number => 0.99;

const obstacle = Namespaces.obstacle() ?? ownPostgresObstacle();
if (!isPossible('the cut between a server and Postgres', obstacle)) {
  process.exit(0);
}

const run = new Run('partition', { maxMs: MAX_RUN_MS });
const logFolder = run.makeFolder('logs');
const net = run.keep(new Namespaces());
net.make();
const postgres = new OwnPostgres();
await postgres.start({ within: net.atDatabase, address: net.databaseForOthers, listen: '0.0.0.0' });
const databaseAt = (address: string): string =>
  `postgres://postgres@${address}:${postgres.port}/postgres?sslmode=disable`;
const client = newClient();
const [nearPort = 0, otherPort = 0] = await freePorts(2);
const sandbox = await startNotion(client, [nearPort, otherPort], TOKEN_LIFETIME_MS);
const common = settingsOf(client);
const forOthers = {
  ...common,
  DATA_FOLDER: run.makeFolder('other'),
  DATABASE_URL: databaseAt(net.databaseForOthers),
};
const planned = sandbox.oauth.accounts
  .slice(0, 2)
  .map((account, index) => ({ space: `space-${index + 1}`, account, isOnlyOne: true }));
const keys = await createKeys(new Set(planned.map(({ space }) => space)), forOthers);
const stored = new PostgresPairs(forOthers.DATABASE_URL);
const ledger = new Ledger(stored);
const gateOf = (slot: number): Gate => new Gate({ slot, ledger, notionUrl: sandbox.url, random: steady });
const [nearGate, otherGate] = [gateOf(0), gateOf(1)];
await nearGate.open(net.hereForProcess);
await otherGate.open();
const { hostname, port } = new URL(nearGate.url);
const [command = '', ...words] = [
  ...net.atProcess,
  ...moduleCommand(new URL('relay.ts', import.meta.url), [String(NOTION_PORT), hostname, port]),
];
const relay = run.keep(spawn(command, words));
await once(relay.stdout, 'data');
const near = run.keep(
  new ServerProcess({
    slot: 0,
    port: nearPort,
    logFolder,
    address: net.processAddress,
    within: net.atProcess,
    settings: {
      ...common,
      HOST: '0.0.0.0',
      DATA_FOLDER: run.makeFolder('near'),
      DATABASE_URL: databaseAt(net.databaseForProcess),
      NOTION_API_URL: `http://127.0.0.1:${NOTION_PORT}`,
    },
  }),
);
const other = run.keep(
  new ServerProcess({
    slot: 1,
    port: otherPort,
    logFolder,
    settings: { ...forOthers, NOTION_API_URL: otherGate.url },
  }),
);
const servers = [near, other];
await Promise.all(servers.map((server) => server.start()));
const connections: ChaosConnection[] = [];
for (const plan of planned) {
  const key = keys.get(plan.space) ?? '';
  connections.push(await connectPlanned({ url: other.url, space: plan.space, key }, plan, ledger));
}
const [first, second] = connections;
if (first === undefined || second === undefined) {
  throw new Error('There are no two connections.');
}

const report = new Report();
report.heading(`A cut of ${SHORT_CUT_MS / 1000} s`);
const short = await cutInTheMiddle(first, SHORT_CUT_MS);
tellOf(short);
report.demand('pairs stored after the cut (s)', short.storedAfter, short.isStored, 'must be stored');
demandTokens(0);
await demandAnswers(first);

report.heading(`A cut of ${LONG_CUT_MS / 1000} s, longer than Postgres waits for a silent holder`);
const long = await cutInTheMiddle(second, LONG_CUT_MS, HOLDER_GIVEN_UP_MS);
tellOf(long);
report.tell({ 'pairs stored after the cut (s), if they were': long.storedAfter });
demandTokens(1);
const [seen] = await connectionsOf({ url: other.url, ...second });
report.tell({ 'status before anybody asked again': `${seen?.status} ${seen?.reconnectReason ?? ''}` });
const link = linkIn((await ask(other, second)).text);
report.exactly(1, 'links in the next answer', Number(link !== undefined));
const page = link && (await followConnectLink(link, second.account, ledger.secrets));
report.exactly(200, 'HTTP status at the end of that link', page ? page.status : 0);
await demandAnswers(second);

process.stdout.write(report.text);
await Promise.all(servers.map((server) => server.kill()));
stored.close();
await postgres.remove();
process.exit(report.isBroken ? 1 : 0);

interface Cut {
  /** What the callers of the server that was cut off, and of the other, were told. */
  readonly told: string;
  readonly asked: string;
  readonly isStored: boolean;
  readonly storedAfter: string;
}

/** Cuts when Notion has issued a pair to the near server, asks the other one meanwhile, and mends. */
async function cutInTheMiddle(
  connection: ChaosConnection,
  milliseconds: number,
  askAfter = 1000,
): Promise<Cut> {
  await delay(TOKEN_LIFETIME_MS + 200);
  const issued = nearGate.nextIssuedPair(AbortSignal.timeout(20_000));
  const call = ask(near, connection);
  const held = await issued;
  if (held === undefined) {
    throw new Error('Notion was not asked for a pair.');
  }
  const before = stored.countOf(connection.botId);
  net.cut();
  const cutAt = performance.now();
  held.handOver();
  await delay(askAfter);
  const answer = await ask(other, connection);
  await delay(Math.max(0, milliseconds - (performance.now() - cutAt)));
  net.mend();
  const mendedAt = performance.now();
  const isStored = await until(() => stored.countOf(connection.botId) > before, {
    withinMs: MAX_STORE_MS,
    everyMs: 50,
  });
  const storedAfter = isStored ? ((performance.now() - mendedAt) / 1000).toFixed(1) : 'never';
  return { told: firstLine(await call), asked: firstLine(answer), isStored, storedAfter };
}

function ask(server: ServerProcess, { key }: ChaosConnection): Promise<ToolAnswer> {
  const input = { query: '', limit: 1 };
  return callTool({ url: `${server.url}/mcp`, key, era: '2026-07-28', name: 'notion_search', input });
}

function firstLine({ isError, text }: ToolAnswer): string {
  return isError ? (text.split('\n')[0] ?? '') : 'an answer';
}

function tellOf({ told, asked }: Cut): void {
  report.tell({
    'the server that was cut off told its caller': told,
    'the other one told its own': asked,
  });
}

function demandTokens(lost: number): void {
  const { reusesDetected, familiesRevoked } = sandbox.oauth.counts;
  report.exactly(lost, 'refresh tokens used twice, so far', reusesDetected);
  report.exactly(lost, 'connections that Notion ended for it, so far', familiesRevoked);
}

async function demandAnswers(connection: ChaosConnection): Promise<void> {
  for (const server of servers) {
    const { isError, text } = await ask(server, connection);
    const which = server === near ? 'the server that was cut off' : 'the other one';
    report.exactly(1, `answers afterwards of ${which}`, Number(!isError), [text]);
  }
}
