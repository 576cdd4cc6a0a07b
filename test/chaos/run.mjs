// Four servers on one database against a Notion whose access tokens live for a moment, whose token endpoint is slow and
// fails, and which revokes everything when a refresh token comes twice; the servers are killed with SIGKILL at random.
// Usage: npm run chaos -- [--refreshes N] [--seconds N] [--seed N] [--lifetime N] [--unavoidable] [--database sqlite|postgres]
//        npm run chaos -- --partition, which is a run of its own: see partition.mjs
//   --refreshes    ends after so many refreshes (1000), and at least some kills
//   --seconds      most seconds of calling and killing (360); alone, it is how long that goes on
//   --lifetime     milliseconds that an access token lives (200); more where much else runs, or calls never catch one alive
//   --unavoidable  also kills between Notion's issuing of a pair and its commit, where a loss cannot be avoided
//   --database     what the servers share: a SQLite file (standard), or a Postgres database that the run makes and drops
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Callers } from './callers.mjs';
import { askEverywhere, compareStatuses, followLinks, searchSecrets } from './finale.mjs';
import { readOptions } from './options.mjs';
import { seededRandom } from './random.mjs';
import { setStage } from './stage.mjs';
import { Supervisor } from './supervisor.mjs';
import { judge } from './verdict.mjs';

/** Seconds that setting up, the last calls and the search may take on a busy machine. */
const MARGIN = 240;
/** Kills at the same time, at most. */
const KILLERS = 2;
/** Seconds without any refresh: the connections must be dead. A killed process blocks its own for eight. */
const STALLED_AFTER = 25;

if (process.argv.includes('--partition')) {
  // Ends the process.
  await import('./partition.mjs');
}

const options = readOptions();
const { goal, seed, unavoidable, leastKills } = options;

const servers = [];
const folder = mkdtempSync(join(tmpdir(), 'notion-rest-mcp-chaos-'));
// Whatever happens, nothing stays: no process and no file.
process.on('exit', () => {
  servers.forEach((server) => void server.kill());
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});
process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));
setTimeout(
  () => {
    process.stderr.write('The run did not end in time.\n');
    process.exit(1);
  },
  (options.seconds + MARGIN) * 1000,
).unref();

let database;
const stage = await setStage({
  folder,
  seed,
  lifetime: options.lifetime,
  database: options.database,
  onServer: (server) => servers.push(server),
  onDatabase: (made) => {
    database = made;
  },
});
const { sandbox, ledger, connections } = stage;
const callers = new Callers({ ...stage, random: seededRandom(seed * 100 + 50) });
const supervisor = new Supervisor({ ...stage, unavoidable, random: seededRandom(seed * 100 + 51) });

const begun = performance.now();
const [calling, killing] = [new AbortController(), new AbortController()];
const calls = callers.callAll(connections, calling.signal);
const kills = Promise.all(Array.from({ length: KILLERS }, () => supervisor.killAtRandom(killing.signal)));
const progress = { refreshes: 0, at: 0 };
while (elapsed() < options.seconds && !isEnough() && !isStalled()) {
  // A failure of either ends the run at once.
  await Promise.race([delay(100), calls, kills]);
}
const seconds = elapsed();
killing.abort();
await kills;
calling.abort();
await calls;
await askEverywhere(stage, callers);

const statuses = await compareStatuses(stage);
const { lost } = ledger;
const { refreshes } = sandbox.oauth.counts;
const healing = await followLinks(stage, callers);
if (healing.followed > 0) {
  await askEverywhere(stage, callers);
}
const healed = await compareStatuses(stage);
const { unaccounted } = ledger;
await Promise.all(servers.map((server) => server.kill()));
const search = await searchSecrets(stage);
stage.stored.close();
await database.remove();

const report = judge({
  stage,
  options,
  supervisor,
  callers,
  statuses,
  lost,
  refreshes,
  healing,
  healed,
  unaccounted,
  search,
  seconds,
});
process.stdout.write(report.text);
process.exit(report.isBroken ? 1 : 0);

function elapsed() {
  return (performance.now() - begun) / 1000;
}

function isEnough() {
  return sandbox.oauth.counts.refreshes >= goal && supervisor.counts.kills >= leastKills && supervisor.isDone;
}

function isStalled() {
  const { refreshes: now } = sandbox.oauth.counts;
  if (now > progress.refreshes) {
    Object.assign(progress, { refreshes: now, at: elapsed() });
  }
  return elapsed() - progress.at > STALLED_AFTER;
}
