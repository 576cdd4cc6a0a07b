// Runs one task on one server, started anew for each run so that nothing is remembered from an earlier one.
import { setTimeout as delay } from 'node:timers/promises';
import type { Sandbox } from '../../src/sandbox/server.js';
import { median, sumOf } from '../harness/figures/statistics.js';
import { openSession, tokensOf, type McpSession } from './mcp-session.js';
import type { ComparedServer } from './server.js';
import type { Task } from './task.js';
import { tasks, type Asks, type TaskId } from './tasks.js';

/** What a server did for a task; figures that a failed run does not have are NaN. */
export interface Measurement {
  readonly failure?: string;
  /** Planted facts that the answers lack, and rows that should not be there. */
  readonly mistakes: readonly string[];
  readonly correct: boolean;
  readonly calls: number;
  readonly requests: number;
  /** How many of them waited for one before: the critical path. */
  readonly rounds: number;
  readonly tokens: number;
  readonly milliseconds: number;
  readonly versionsSent: readonly string[];
}

type RunResult = Omit<Measurement, 'correct' | 'tokens'> & { readonly answers: readonly string[] };
type TaskOf<Id extends TaskId> = Task<Id, Asks[Id]>;

/** A server may ask Notion something when it starts; it is quiet when nothing arrived for this long. */
const QUIET_MS = 300;

/** Said by the preload that redirects a server to the sandbox. */
const VERSION_SENT = /^notion-version sent: (.+)$/gm;

/** A server that checks its token when it starts may do so late on a busy machine; no task asks for this. */
const TOKEN_CHECK = '/v1/users/me';

export async function untilQuiet(sandbox: Sandbox): Promise<void> {
  let seen = -1;
  while (seen !== sandbox.requests.length) {
    seen = sandbox.requests.length;
    await delay(QUIET_MS);
  }
}

function holds(text: string, fact: string | RegExp): boolean {
  return fact instanceof RegExp ? fact.test(text) : text.includes(fact);
}

/**
 * The longest series of requests of which each was sent after the one before was answered. Whoever does not need the answer
 * sends while it is awaited: the sandbox takes a tenth of a second.
 */
function roundsOf(requests: readonly { readonly at: number; readonly until: number }[]): number {
  let rounds = 0;
  let answered = -Infinity;
  for (const { at, until } of requests.toSorted((one, other) => one.until - other.until)) {
    if (at >= answered) {
      rounds += 1;
      answered = until;
    }
  }
  return rounds;
}

function mistakesIn(task: Task, text: string): string[] {
  return [
    ...task.facts.filter((fact) => !holds(text, fact)).map((fact) => `missing: ${fact}`),
    ...(task.absent ?? []).filter((fact) => holds(text, fact)).map((fact) => `should not be there: ${fact}`),
  ];
}

function failed(failure: string, answers: readonly string[] = []): RunResult {
  const [calls, requests, rounds, milliseconds] = [NaN, NaN, NaN, NaN];
  return { failure, answers, mistakes: [], calls, requests, rounds, milliseconds, versionsSent: [] };
}

async function runOnce<Id extends TaskId>(
  server: ComparedServer,
  task: TaskOf<Id>,
  sandbox: Sandbox,
): Promise<RunResult> {
  const inquire = server.tasks[task.id];
  if (inquire === undefined) {
    return failed('has no tool for it');
  }
  let session: McpSession | undefined;
  try {
    session = await openSession(server.program(sandbox));
    await untilQuiet(sandbox);
    sandbox.clearRequests();
    const begun = performance.now();
    const conclusion = await inquire(session, task.asks);
    const milliseconds = performance.now() - begun;
    const requests = sandbox.requests.filter(({ path }) => path !== TOKEN_CHECK);
    return {
      milliseconds,
      requests: requests.length,
      rounds: roundsOf(requests),
      calls: session.answers.length,
      answers: session.answers,
      mistakes: mistakesIn(task, [...session.answers, conclusion ?? ''].join('\n')),
      versionsSent: Array.from(session.stderr().matchAll(VERSION_SENT), ([, sent = '']) => sent),
    };
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error), session?.answers);
  } finally {
    await session?.close();
  }
}

/** Median time of the runs and the fewest rounds; everything else is the same in each of them and comes from the last. */
function summariseRuns(results: readonly RunResult[]): Measurement {
  const { answers, ...measured } = results.at(-1) ?? failed('was not asked');
  return {
    ...measured,
    milliseconds: median(results.map(({ milliseconds }) => milliseconds)),
    // A busy machine may send late what does not wait for anything.
    rounds: Math.min(...results.map(({ rounds }) => rounds)),
    tokens: sumOf(answers, tokensOf),
    correct: results.every(({ failure, mistakes }) => failure === undefined && mistakes.length === 0),
  };
}

/** A server that is installed, and its list of tools. */
interface PreparedServer {
  readonly server: ComparedServer;
  readonly version: string;
  readonly tools: number;
  /** Of its list of tools. */
  readonly listTokens: number;
}

/** What one server did. */
export interface ServerResult extends PreparedServer {
  measurementOf(task: Task): Measurement;
}

/** Installs a server. */
export async function prepareServer(server: ComparedServer, sandbox: Sandbox): Promise<PreparedServer> {
  const { version } = await server.prepare();
  const session = await openSession(server.program(sandbox));
  const tools = await session.listTools().finally(() => session.close());
  return { server, version, tools: tools.length, listTokens: tokensOf(JSON.stringify(tools)) };
}

/**
 * Asks the servers everything, and calls `onTask` before each task. They take turns, so that whatever else the machine does
 * meets each of them.
 */
export async function measureServers(
  servers: readonly PreparedServer[],
  sandbox: Sandbox,
  runs: number,
  onTask: (task: Task) => void,
): Promise<ServerResult[]> {
  const measured = servers.map(() => new Map<string, Measurement>());
  for (const task of tasks) {
    onTask(task);
    const results = servers.map((): RunResult[] => []);
    for (let run = 0; run < runs; run += 1) {
      for (const [index, { server }] of servers.entries()) {
        results[index]?.push(await runOnce(server, task, sandbox));
      }
    }
    results.forEach((each, index) => measured[index]?.set(task.id, summariseRuns(each)));
  }
  return servers.map((prepared, index) => ({
    ...prepared,
    measurementOf: ({ id }) => {
      const measurement = measured[index]?.get(id);
      if (measurement === undefined) {
        throw new Error(`${prepared.server.name} was not asked for ${id}.`);
      }
      return measurement;
    },
  }));
}
