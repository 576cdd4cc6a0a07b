// Four servers, one Postgres, one Redis and a balancer without affinity, against a Notion that counts: how much of the
// budget is used, how long callers wait, and what they feel when a server is killed, Redis is away and Postgres restarts.
// Usage: npm run scale -- [--short] [--spaces 20] [--callers 200] [--factor 1] [--windows 1] [--seed 1] [--write]
//   --short    a small run that is over within a minute
//   --factor   by how much Notion's window of a minute is shortened, on a machine that has the cores for it: the requests in
//              it stay the same
//   --windows  how many windows are measured before anything is disturbed
//   --write    writes the figures to docs/scaling.md, and what growth is reckoned with to test/scale/growth/measured.json
import { writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { exitCodeOf } from '../harness/figures/goals.js';
import { formatted, pageWith } from '../harness/figures/made-section.js';
import { sumOf } from '../harness/figures/statistics.js';
import { isPossible } from '../harness/is-possible.js';
import { forkModule, nextMessage } from '../harness/processes/modules.js';
import { ownPostgresObstacle } from '../harness/processes/own-postgres.js';
import { serverLogLines } from '../harness/processes/server-logs.js';
import { Run } from '../harness/run.js';
import type { CallerOrder, CallerReport } from './callers/caller-process.js';
import { questionsOf, requestsOfTools, type ScaleQuestion } from './callers/questions.js';
import { disturbances } from './disturbances.js';
import { budgetFigures, callFigures, fairness, recovery, type BudgetFigures } from './figures/figures.js';
import { lookForLosses } from './figures/final-looks.js';
import { goalsOf } from './figures/goals.js';
import { resultText } from './figures/report.js';
import type { ScaleResult } from './figures/result.js';
import { readUsage, usedBetween } from './figures/usage.js';
import { measuredOf } from './growth/growth.js';
import type { NotionCounts } from './notion/notion-process.js';
import { shortWindowObstacle } from './notion/short-window.js';
import { readScaleOptions } from './options.js';
import { askNotion, setStage } from './stage.js';

const PAGE = fileURLToPath(new URL('../../docs/scaling.md', import.meta.url));
const MEASURED = fileURLToPath(new URL('growth/measured.json', import.meta.url));
/** Setting up and the last looks may take so long on a busy machine. */
const MARGIN_MS = 180_000;
/** The way to a server and back may take so long, on top of the deadline of its calls. */
const MAX_TRAVEL_MS = 3000;

const options = readScaleOptions();
if (!isPossible('the scale run', ownPostgresObstacle() ?? shortWindowObstacle())) {
  process.exit(0);
}
const { window, windows, outage, settle, callDeadline, seed } = options;
const run = new Run('scale', {
  maxMs: (2 + windows) * window + disturbances.length * 2 * (outage + settle) + MARGIN_MS,
});
const maxAttemptMs = callDeadline * 1000 + MAX_TRAVEL_MS;

say('setting up');
const stage = await setStage(run, options);
const { connections, balancer, notion } = stage;
const counts = (): Promise<NotionCounts> => askNotion(notion);
const questions = new Map<string, readonly ScaleQuestion[]>();
for (const connection of connections) {
  questions.set(connection.space, await questionsOf(connection, balancer.url));
}
const [first] = connections;
if (first === undefined) {
  throw new Error('There is no space.');
}
const requestsOfTool = await requestsOfTools(questions.get(first.space) ?? [], first, balancer.url, counts);

const callers = run.keep(forkModule(new URL('callers/caller-process.ts', import.meta.url)));
order({
  kind: 'start',
  url: balancer.url,
  maxAttemptMs,
  spread: window,
  seed,
  spaces: connections.map(({ space, key }, index) => ({
    space,
    key,
    callers:
      Math.floor(options.callers / connections.length) + Number(index < options.callers % connections.length),
    questions: questions.get(space) ?? [],
  })),
});
say(`one space after the other begins, for ${window / 1000} s`);
await delay(window);
const usageBefore = await readUsage(stage);
const before = await counts();
const from = Date.now();
// One more, so that so many lie wholly within, whenever they begin.
say(`measuring for ${((windows + 1) * window) / 1000} s`);
await delay((windows + 1) * window);
const to = Date.now();
const usage = usedBetween(usageBefore, await readUsage(stage));
const measured = await counts();

const moments = [];
let refusedBefore = refusedIn(await counts());
for (const { name, run: disturb } of disturbances) {
  say(name);
  const moment = await disturb(stage, outage);
  await delay(settle);
  const refused = refusedIn(await counts());
  moments.push({ name, moment, refused: refused - refusedBefore });
  refusedBefore = refused;
}
const reported = nextMessage<CallerReport>(callers);
order({ kind: 'stop' });
const { calls, wrong, waits } = await reported;
say('last looks');
const losses = await lookForLosses(stage, questions);

const result: ScaleResult = {
  date: new Date().toISOString().slice(0, 10),
  options,
  connections: connections.length,
  business: connections.filter(({ isBusiness }) => isBusiness).length,
  seconds: (to - from) / 1000,
  calls: callFigures(calls, { from, to }),
  wrong,
  waits,
  budget: { defaultValue: budgetOf(false), business: budgetOf(true) },
  fair: fairness(measured.budgets, { from, to }, window),
  disturbed: moments.map(({ name, moment, refused }) => ({
    name,
    refused,
    ...recovery(calls, moment, settle),
  })),
  losses,
  requestsOfTool,
  notion: {
    requests: sentIn(measured) - sentIn(before),
    refreshes: measured.oauth.refreshes - before.oauth.refreshes,
  },
  refusals: (await counts()).refusals,
  complaints: complaintsIn(stage.logFolder),
  usage,
  maxAttemptMs,
};
const goals = goalsOf(result);
const text = resultText(result, goals);
process.stdout.write(await formatted(text, PAGE));
if (options.write) {
  await writeFile(PAGE, await pageWith('npm run scale', text, PAGE));
  await writeFile(MEASURED, await formatted(JSON.stringify(measuredOf(result)), MEASURED));
}
await Promise.all(stage.servers.map((server) => server.kill()));
await stage.redis.stop();
await stage.postgres.remove();
process.exit(exitCodeOf(goals));

function say(what: string): void {
  process.stderr.write(`${what}\n`);
}

function order(given: CallerOrder): void {
  callers.send(given);
}

function refusedIn({ budgets }: NotionCounts): number {
  return sumOf(budgets, ({ refused }) => refused);
}

function sentIn({ budgets }: NotionCounts): number {
  return sumOf(budgets, ({ used, refused }) => used + refused);
}

function budgetOf(wanted: boolean): BudgetFigures {
  const ofPlan = new Set(
    connections.filter(({ isBusiness }) => isBusiness === wanted).map(({ botId }) => botId),
  );
  const budgets = measured.budgets.filter(({ connection }) => ofPlan.has(connection));
  return budgetFigures(budgets, { from, to }, window);
}

/** What the servers have warned of, or called an error: level and message, and how often. */
function complaintsIn(folder: string): ScaleResult['complaints'] {
  const found = new Map<string, number>();
  for (const { level, message } of serverLogLines(folder)) {
    if (level === 'warn' || level === 'error') {
      const complaint = `${level}: ${message}`;
      found.set(complaint, (found.get(complaint) ?? 0) + 1);
    }
  }
  return [...found];
}
