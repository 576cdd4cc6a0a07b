// Four servers, one Postgres, one Redis and a balancer without affinity, against a Notion that counts: how much of the
// budget is used, how long callers wait, and what they feel when a server is killed, Redis is away and Postgres restarts.
// Usage: npm run scale -- [--short] [--spaces 20] [--callers 200] [--factor 1] [--windows 1] [--seed 1] [--write]
//   --short    a small run that is over within a minute
//   --factor   by how much Notion's window of a minute is shortened, on a machine that has the cores for it: the requests in
//              it stay the same
//   --windows  how many windows are measured before anything is disturbed
//   --write    writes the figures to docs/scaling.md, and what growth is reckoned with to test/scale/measured.json
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ownPostgresObstacle } from '../chaos/own-postgres.mjs';
import { formatted, pageWith } from '../load/made-section.mjs';
import { disturbances } from './disturbances.mjs';
import { budgetFigures, callFigures, fairness, recovery, sumOf } from './figures.mjs';
import { lookForLosses } from './final-looks.mjs';
import { goalsOf } from './goals.mjs';
import { complaintsIn } from './log-lines.mjs';
import { measuredOf } from './measured.mjs';
import { readOptions } from './options.mjs';
import { questionsOf, requestsOfTools } from './questions.mjs';
import { resultText } from './report.mjs';
import { askNotion, forkHere, PROCESSES, setStage } from './stage.mjs';
import { readUsage, usedBetween } from './usage.mjs';
import { programHasWindow } from './window-constant.mjs';

const PAGE = fileURLToPath(new URL('../../docs/scaling.md', import.meta.url));
const MEASURED = fileURLToPath(new URL('measured.json', import.meta.url));
/** Milliseconds that setting up and the last looks may take on a busy machine. */
const MARGIN = 180_000;

const options = readOptions();
const obstacle =
  ownPostgresObstacle() ??
  (programHasWindow() ? undefined : 'the built program holds no window of a minute that could be shortened');
if (obstacle !== undefined) {
  process.stderr.write(`SKIPPED: the scale run: ${obstacle}.\n`);
  process.exit(process.env.CI === 'true' ? 1 : 0);
}

const folder = mkdtempSync(join(tmpdir(), 'notion-rest-mcp-scale-'));
const kept = [];
const keep = (thing) => {
  kept.push(thing);
  return thing;
};
// Whatever happens, nothing stays: no process and no file.
process.on('exit', () => {
  kept.forEach((thing) => void thing.kill());
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
});
process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));

const { window, windows, outage, settle, callDeadline, seed } = options;
setTimeout(
  () => {
    process.stderr.write('The run did not end in time.\n');
    process.exit(1);
  },
  (2 + windows) * window + disturbances.length * 2 * (outage + settle) + MARGIN,
).unref();

const tell = (text) => process.stderr.write(`${text}\n`);
tell('setting up');
const stage = await setStage({ folder, options, keep });
const { connections, business, balancer, notion } = stage;
const questions = new Map();
for (const connection of connections) {
  questions.set(connection.space, await questionsOf(connection, balancer.url));
}
const [first] = connections;
const requestsOfTool = await requestsOfTools(questions.get(first.space), first, balancer.url, async () =>
  sumOf((await askNotion(notion)).budgets, ({ used }) => used),
);
const callersOf = (index) =>
  Math.floor(options.callers / connections.length) + Number(index < options.callers % connections.length);
const spaces = connections.map(({ space, key }, index) => ({
  space,
  key,
  callers: callersOf(index),
  questions: questions.get(space),
}));

const callers = keep(forkHere('callers.mjs'));
callers.send({ kind: 'start', url: balancer.url, spaces, callDeadline, spread: window, seed });
tell(`one space after the other begins, for ${window / 1000} s`);
await delay(window);
const before = await readUsage(stage);
const notionBefore = await askNotion(notion);
const from = Date.now();
// One more, so that so many lie wholly within, whenever they begin.
tell(`measuring for ${((windows + 1) * window) / 1000} s`);
await delay((windows + 1) * window);
const to = Date.now();
const usage = usedBetween(before, await readUsage(stage));
const measured = await askNotion(notion);

const moments = [];
const refusedSoFar = async () => sumOf((await askNotion(notion)).budgets, ({ refused }) => refused);
let refusedBefore = await refusedSoFar();
for (const { name, run } of disturbances) {
  tell(name);
  const moment = await run(stage, outage);
  await delay(settle);
  const refused = await refusedSoFar();
  moments.push({ name, moment, refused: refused - refusedBefore });
  refusedBefore = refused;
}
callers.send({ kind: 'stop' });
const [{ calls, wrong, waits }] = await once(callers, 'message');
tell('last looks');
const losses = await lookForLosses(stage, questions);
const { refusals } = await askNotion(notion);
const complaints = complaintsIn(stage.logFolder);

const isBusiness = new Set(
  connections.filter(({ space }) => business.includes(space)).map(({ botId }) => botId),
);
const budgetOf = (wanted) =>
  budgetFigures(
    measured.budgets.filter(({ connection }) => isBusiness.has(connection) === wanted),
    { from, to },
    window,
  );
const budget = { standard: budgetOf(false), business: budgetOf(true) };
const result = {
  options: { ...options, processes: PROCESSES },
  business: business.length,
  calls: callFigures(calls, { from, to }),
  wrong,
  waits,
  budget,
  measured: { refused: budget.standard.refused + budget.business.refused },
  fair: fairness(measured.budgets, { from, to }, window),
  disturbed: moments.map(({ name, moment, refused }) => ({
    name,
    refused,
    ...recovery(calls, moment, settle),
  })),
  losses,
  seconds: (to - from) / 1000,
  notion: { before: notionBefore, after: measured },
  requestsOfTool,
  refusals,
  complaints,
  usage,
  connections: connections.length,
  patience: callDeadline * 1000 + 3000,
  date: new Date().toISOString().slice(0, 10),
};
const goals = goalsOf(result);
const text = resultText({ ...result, goals });
process.stdout.write(await formatted(text, PAGE));
if (options.write) {
  await writeFile(PAGE, await pageWith('npm run scale', text, PAGE));
  await writeFile(MEASURED, await formatted(JSON.stringify(measuredOf(result)), MEASURED));
}
await Promise.all(stage.servers.map((server) => server.kill()));
await stage.redis.stop();
await stage.postgres.stop();
process.exit(goals.every(({ passed }) => passed) ? 0 : 1);
