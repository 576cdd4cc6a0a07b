// Four servers that make changes, on one database and one Notion that answers one request in ten with an error or not at all,
// half of them after it has saved what was asked. The servers are killed with SIGKILL at random. In the end all is undone.
// Usage: npm run chaos -- --write [--writes N] [--seed N] [--database sqlite|postgres]
//   --writes  calls that change something (1000), before what undoes them
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { SANDBOX_TOKEN, startSandbox } from '../../../src/sandbox/server.js';
import { freePorts } from '../../harness/processes/free-ports.js';
import { runCommand, ServerProcess } from '../../harness/processes/server-process.js';
import { seededRandom } from '../../harness/random.js';
import { Run } from '../../harness/run.js';
import { databases } from '../database/databases.js';
import type { ChaosOptions } from '../options.js';
import { disturb } from './disturb.js';
import { Findings } from './findings.js';
import { reportWrites } from './report-writes.js';
import { killAtRandom } from './killer.js';
import { undoAll } from './undo-all.js';
import { writtenWorkspace } from './workspace.js';
import { stateOf } from './workspace-state.js';
import { Writers } from './writers.js';

const PROCESSES = 4;
const WRITERS = 64;
/** No limit but Notion's refusals. */
const REQUESTS_PER_MINUTE = '1000000';
/** For each call, on a busy machine, and for the rest. */
const MAX_MS_PER_CALL = 1500;
const MARGIN_MS = 240_000;
/** Between two lines that say how far it is. */
const PROGRESS_MS = 30_000;
/** What a killed process has sent last arrives within this. */
const SETTLE_MS = 500;

/** Ends the process. */
export async function runWrites({ writes, seed, database: kind }: ChaosOptions): Promise<never> {
  const run = new Run('chaos-writes', { maxMs: MARGIN_MS + writes * MAX_MS_PER_CALL });
  const [dataFolder, logFolder] = [run.makeFolder('data'), run.makeFolder('logs')];
  const database = await databases[kind](dataFolder);
  const written = writtenWorkspace(WRITERS);
  const sandbox = await startSandbox({ workspace: written.workspace });
  const settings = {
    NOTION_TOKEN: SANDBOX_TOKEN,
    NOTION_API_URL: sandbox.url,
    NOTION_REQUESTS_PER_MINUTE: REQUESTS_PER_MINUTE,
    WRITE_MODE: 'on',
    CREDENTIALS_KEY: randomBytes(32).toString('base64'),
    DATA_FOLDER: dataFolder,
    ...database.settings,
  };
  const servers = (await freePorts(PROCESSES)).map((port, slot) =>
    run.keep(new ServerProcess({ slot, port, logFolder, settings })),
  );
  await Promise.all(servers.map((server) => server.start()));
  const before = stateOf(written.workspace);
  const findings = new Findings();
  const writers = new Writers({ servers, written, findings, random: seededRandom(seed * 100) });
  disturb(sandbox, seed);

  const begun = performance.now();
  const calm = new AbortController();
  const kills = killAtRandom(servers, seededRandom(seed * 100 + 1), calm.signal);
  const seconds = (): number => Math.round((performance.now() - begun) / 1000);
  const progress = setInterval(() => {
    process.stderr.write(`${seconds()} s: ${writers.count} calls made, ${writers.undoCount} undone\n`);
  }, PROGRESS_MS);
  await Promise.race([writers.writeAll(writes), kills]);
  const writingSeconds = seconds();
  const undoing = await undoAll(writers);
  clearInterval(progress);
  calm.abort();
  const killed = await kills;
  await delay(SETTLE_MS);
  sandbox.endFaults();

  const report = reportWrites({
    title: `chaos of writes on ${kind}, seed ${seed}: ${WRITERS} writers, ${PROCESSES} processes, ${seconds()} s, ${writingSeconds} of them writing`,
    kills: killed,
    failures: servers.reduce((total, { failures }) => total + failures, 0),
    requests: sandbox.requests,
    findings,
    undoing,
    before,
    after: stateOf(written.workspace),
    journal: await runCommand(['changes', 'verify'], settings).catch(String),
    logFolder,
    uploads: written.workspace.uploads.size,
  });
  await Promise.all(servers.map((server) => server.kill()));
  await sandbox.close();
  await database.remove();
  process.stdout.write(report.text);
  process.exit(report.isBroken ? 1 : 0);
}
