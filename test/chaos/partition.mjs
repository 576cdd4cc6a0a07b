// A server in one network namespace, Postgres in another, and the way between them cut in the middle of a refresh: when
// Notion has issued the new pair, ended the old one, and the server that holds the new one cannot store it. A second server
// is asked about the same connection meanwhile. Once for 20 s, and once for longer than Postgres waits for a silent holder.
// Usage: npm run chaos -- --partition, as root on Linux, with iproute2 and Postgres's own programs.
import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startSandbox } from '../../dist/src/sandbox/server.js';
import { connectWithBrowser } from './browser.mjs';
import { freePorts, Server } from './fleet.mjs';
import { Gate } from './gate.mjs';
import { Ledger } from './ledger.mjs';
import { Namespaces } from './namespaces.mjs';
import { OwnPostgres, ownPostgresObstacle } from './own-postgres.mjs';
import { exactly, Report } from './report.mjs';
import { connect, connectionsOf, createKeys } from './stage.mjs';
import { PostgresPairs } from './stored-pairs.mjs';
import { callTool } from './tool-call.mjs';
import { buildWorkspaces } from './workspaces.mjs';

/** Milliseconds. */
const TOKEN_LIFETIME = 1500;
const CUTS = { short: 20_000, long: 75_000 };
/** Milliseconds after which Postgres has ended the session of a silent holder, and somebody else has asked. */
const HOLDER_IS_GIVEN_UP_AFTER = 63_000;
const STORED_WITHIN = 30_000;
/** Where Notion is reached inside of the namespace. */
const NOTION_PORT = 26_000;
/** Gates that let everything through at once. */
const steady = () => 0.99;

const obstacle = Namespaces.obstacle() ?? ownPostgresObstacle();
if (obstacle !== undefined) {
  process.stderr.write(`SKIPPED: the cut between a server and Postgres was not tried: ${obstacle}.\n`);
  process.exit(process.env.CI === 'true' ? 1 : 0);
}

const folder = mkdtempSync(join(tmpdir(), 'notion-rest-mcp-partition-'));
// Postgres runs as another user.
chmodSync(folder, 0o755);
const places = ['near', 'other', 'logs'].map((name) => join(folder, name));
places.forEach((place) => mkdirSync(place));
const [nearFolder, otherFolder, logFolder] = places;
const net = new Namespaces();
const postgres = new OwnPostgres();
const servers = [];
let relay;
process.on('exit', () => {
  relay?.kill('SIGKILL');
  servers.forEach((server) => void server.kill());
  postgres.kill();
  net.remove();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});
process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));

net.make();
await postgres.start({
  folder,
  within: net.atDatabase,
  address: net.databaseForOthers,
  log: openSync(join(logFolder, 'postgres.log'), 'a'),
});
const databaseAt = (address) => `postgres://postgres@${address}/postgres?sslmode=disable`;
const client = { id: randomUUID(), secret: `secret_${randomBytes(24).toString('base64url')}` };
const ports = await freePorts(2);
const [workspace] = buildWorkspaces();
const sandbox = await startSandbox({
  workspace,
  tokens: [],
  oauth: {
    clientId: client.id,
    clientSecret: client.secret,
    redirectUris: ports.map((port) => `http://127.0.0.1:${port}/integrations/notion/oauth/callback`),
    accessTokenLifetimeMilliseconds: TOKEN_LIFETIME,
  },
});
const common = {
  NOTION_CLIENT_ID: client.id,
  NOTION_CLIENT_SECRET: client.secret,
  CREDENTIALS_KEY: randomBytes(32).toString('base64'),
};
const forOthers = { ...common, DATA_FOLDER: otherFolder, DATABASE_URL: databaseAt(net.databaseForOthers) };
const accounts = sandbox.oauth.accounts.slice(0, 2);
const planned = accounts.map((account, index) => ({ space: `space-${index + 1}`, account }));
const keys = await createKeys(new Set(planned.map(({ space }) => space)), forOthers);
const stored = new PostgresPairs(forOthers.DATABASE_URL);
const ledger = new Ledger(stored);
const gates = [0, 1].map((slot) => new Gate({ slot, ledger, notionUrl: sandbox.url, random: steady }));
await gates[0].open(net.hereForProcess);
await gates[1].open();
const gate = new URL(gates[0].url);
const [command, ...words] = net.atProcess;
relay = spawn(command, [
  ...words,
  process.execPath,
  join(import.meta.dirname, 'relay.mjs'),
  String(NOTION_PORT),
  gate.hostname,
  gate.port,
]);
await once(relay.stdout, 'data');
const near = new Server({
  slot: 0,
  port: ports[0],
  logFolder,
  address: net.processAddress,
  within: net.atProcess,
  settings: {
    ...common,
    HOST: '0.0.0.0',
    DATA_FOLDER: nearFolder,
    DATABASE_URL: databaseAt(net.databaseForProcess),
    NOTION_API_URL: `http://127.0.0.1:${NOTION_PORT}`,
  },
});
const other = new Server({
  slot: 1,
  port: ports[1],
  logFolder,
  settings: { ...forOthers, NOTION_API_URL: gates[1].url },
});
servers.push(near, other);
await Promise.all(servers.map((server) => server.start()));
const connections = [];
for (const plan of planned) {
  connections.push(await connect({ ...plan, key: keys.get(plan.space) }, other, ledger));
}

const report = new Report();
report.heading(`A cut of ${CUTS.short / 1000} s`);
const short = await cutInTheMiddle(connections[0], CUTS.short);
report.tell({
  'the server that was cut off told its caller': short.told,
  'the other one told its own': short.asked,
});
report.demand('pairs stored after the cut (s)', short.storedAfter, {
  isMet: short.isStored,
  words: 'must be stored',
});
demandTokens(0);
await demandAnswers(connections[0]);

report.heading(`A cut of ${CUTS.long / 1000} s, longer than Postgres waits for a silent holder`);
const long = await cutInTheMiddle(connections[1], CUTS.long, HOLDER_IS_GIVEN_UP_AFTER);
report.tell({
  'the server that was cut off told its caller': long.told,
  'the other one told its own': long.asked,
});
report.tell({ 'pairs stored after the cut (s), if they were': long.storedAfter });
demandTokens(1);
const [seen] = await connectionsOf(other, connections[1].space, connections[1].key);
report.tell({ 'status before anybody asked again': `${seen.status} ${seen.reconnectReason ?? ''}` });
const asked = await ask(other, connections[1]);
const [link] = /http:\S+\/integrations\/notion\/oauth\/go\/[\w-]+/.exec(asked.text) ?? [];
report.demand('links in the next answer', Number(link !== undefined), exactly(1, Number(link !== undefined)));
const page = link && (await connectWithBrowser(link, connections[1].account, ledger.secrets));
report.demand('HTTP status at the end of that link', page?.status ?? 0, exactly(200, page?.status));
await demandAnswers(connections[1]);

process.stdout.write(report.text);
await Promise.all(servers.map((server) => server.kill()));
stored.close();
await postgres.stop();
process.exit(report.isBroken ? 1 : 0);

/** Cuts when Notion has issued a pair to the near server, asks the other one meanwhile, and mends. */
async function cutInTheMiddle(connection, milliseconds, askAfter = 1000) {
  await delay(TOKEN_LIFETIME + 200);
  const issued = gates[0].nextIssuedPair(AbortSignal.timeout(20_000));
  const call = ask(near, connection);
  const held = await issued;
  const before = stored.countOf(connection.botId);
  net.cut();
  const cutAt = performance.now();
  held.handOver();
  await delay(askAfter);
  const answer = await ask(other, connection);
  await delay(Math.max(0, milliseconds - (performance.now() - cutAt)));
  net.mend();
  const mendedAt = performance.now();
  let isStored = false;
  while (!isStored && performance.now() - mendedAt < STORED_WITHIN) {
    await delay(50);
    isStored = stored.countOf(connection.botId) > before;
  }
  const storedAfter = isStored ? ((performance.now() - mendedAt) / 1000).toFixed(1) : 'never';
  return { told: firstLine(await call), asked: firstLine(answer), isStored, storedAfter };
}

function ask(server, { key }) {
  return callTool(server.url, key, 'notion_search', { query: '', limit: 1 });
}

function firstLine({ isError, text }) {
  return isError ? text.split('\n')[0] : 'an answer';
}

function demandTokens(lost) {
  const { reusesDetected, familiesRevoked } = sandbox.oauth.counts;
  report.demand('refresh tokens used twice, so far', reusesDetected, exactly(lost, reusesDetected));
  report.demand(
    'connections that Notion ended for it, so far',
    familiesRevoked,
    exactly(lost, familiesRevoked),
  );
}

async function demandAnswers(connection) {
  for (const server of servers) {
    const { isError, text } = await ask(server, connection);
    report.demand(
      `answers afterwards of ${server === near ? 'the server that was cut off' : 'the other one'}`,
      Number(!isError),
      exactly(1, Number(!isError)),
      [text],
    );
  }
}
