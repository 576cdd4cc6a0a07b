// Four servers on one database against a Notion whose access tokens live for a moment, whose token endpoint is slow and
// fails, and which revokes everything when a refresh token comes twice; the servers are killed with SIGKILL at random.
// Usage: npm run chaos -- [--refreshes N] [--seconds N] [--seed N] [--lifetime N] [--unavoidable] [--database sqlite|postgres]
//        npm run chaos -- --partition, which is a run of its own: see partition/run.ts
//        npm run chaos -- --hosted, which is another: see hosted/run.ts
//        npm run chaos -- --write, which is another: see writes/run.ts
//   --refreshes    ends after so many refreshes (1000), and at least some kills
//   --seconds      most seconds of calling and killing (360); alone, it is how long that goes on
//   --lifetime     milliseconds that an access token lives (200); more where much else runs, or calls never catch one alive
//   --unavoidable  also kills between Notion's issuing of a pair and its commit, where a loss cannot be avoided
//   --database     what the servers share: a SQLite file (default), or a Postgres database that the run makes and drops
import { setTimeout as delay } from 'node:timers/promises';
import { seededRandom } from '../harness/random.js';
import { Run } from '../harness/run.js';
import { Callers } from './disturbing/callers.js';
import { Supervisor } from './disturbing/supervisor.js';
import { readChaosOptions } from './options.js';
import { setStage } from './stage.js';
import { askEverywhere, compareStatuses, followLinks, searchSecrets } from './verdict/final-looks.js';
import { judge } from './verdict/judge.js';

/** Setting up, the last calls and the search may take so long on a busy machine. */
const MARGIN_SECONDS = 240;
/** Kills at the same time. */
const MAX_KILLERS = 2;
/** Without any refresh for so long, the connections must be dead. A killed process blocks its own for eight. */
const MAX_STALL_SECONDS = 25;

const options = readChaosOptions();
if (options.partition) {
  // Ends the process.
  await import('./partition/run.js');
}
if (options.hosted) {
  await (await import('./hosted/run.js')).runHosted(options);
}
if (options.write) {
  await (await import('./writes/run.js')).runWrites(options);
}
const { goal, seed, unavoidable, minKills } = options;
const run = new Run('chaos', { maxMs: (options.seconds + MARGIN_SECONDS) * 1000 });
const stage = await setStage(run, options);
const { sandbox, servers, targets, ledger, connections } = stage;
const callers = new Callers({ servers, ledger, random: seededRandom(seed * 100 + 50) });
const supervisor = new Supervisor({ targets, ledger, unavoidable, random: seededRandom(seed * 100 + 51) });

const begun = performance.now();
const [calling, killing] = [new AbortController(), new AbortController()];
const calls = callers.callAll(connections, calling.signal);
const kills = Promise.all(Array.from({ length: MAX_KILLERS }, () => supervisor.killAtRandom(killing.signal)));
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
await stage.database.remove();

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

function elapsed(): number {
  return (performance.now() - begun) / 1000;
}

function isEnough(): boolean {
  return sandbox.oauth.counts.refreshes >= goal && supervisor.counts.kills >= minKills && supervisor.isDone;
}

function isStalled(): boolean {
  const { refreshes: now } = sandbox.oauth.counts;
  if (now > progress.refreshes) {
    Object.assign(progress, { refreshes: now, at: elapsed() });
  }
  return elapsed() - progress.at > MAX_STALL_SECONDS;
}
