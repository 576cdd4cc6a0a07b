// Runs one task on one server, started anew for each run so that nothing is remembered from an earlier one.
import { setTimeout as delay } from 'node:timers/promises';
import { openSession, tokensOf } from './mcp-session.mjs';

/** A server may ask Notion something when it starts; it is quiet when nothing arrived for this long, in milliseconds. */
const QUIET = 300;

/** Said by the preload that redirects a server to the sandbox. */
const VERSION_SENT = /^notion-version sent: (.+)$/gm;

/** A server that checks its token when it starts may do so late on a busy machine; no task asks for this. */
const TOKEN_CHECK = '/v1/users/me';

async function untilQuiet(sandbox) {
  let seen = -1;
  while (seen !== sandbox.requests.length) {
    seen = sandbox.requests.length;
    await delay(QUIET);
  }
}

function holds(text, fact) {
  return fact instanceof RegExp ? fact.test(text) : text.includes(fact);
}

/** Planted facts that the answers lack, and rows that should not be there. */
function mistakes(task, text) {
  return [
    ...task.facts.filter((fact) => !holds(text, fact)).map((fact) => `missing: ${fact}`),
    ...(task.absent ?? []).filter((fact) => holds(text, fact)).map((fact) => `should not be there: ${fact}`),
  ];
}

async function runOnce(server, task, sandbox) {
  sandbox.clearRequests();
  let session;
  try {
    session = await openSession(server.program(sandbox));
    await untilQuiet(sandbox);
    sandbox.clearRequests();
    const begun = performance.now();
    const conclusion = await server.tasks[task.id](session, task.asks);
    const milliseconds = performance.now() - begun;
    const text = [...session.answers, conclusion ?? ''].join('\n');
    return {
      milliseconds,
      requests: sandbox.requests.filter(({ path }) => path !== TOKEN_CHECK).length,
      calls: session.answers.length,
      answers: session.answers,
      mistakes: mistakes(task, text),
      versionsSent: Array.from(session.stderr().matchAll(VERSION_SENT), ([, sent]) => sent),
    };
  } catch (error) {
    return {
      failure: error instanceof Error ? error.message : String(error),
      mistakes: [],
      answers: session?.answers ?? [],
    };
  } finally {
    await session?.close();
  }
}

/** Median time of the runs; everything else is the same in each of them and comes from the last. */
export async function measureTask(server, task, sandbox, runs) {
  if (server.tasks[task.id] === undefined) {
    return { failure: 'has no tool for it', correct: false, answers: [], mistakes: [] };
  }
  const results = [];
  for (let run = 0; run < runs; run += 1) {
    results.push(await runOnce(server, task, sandbox));
  }
  const last = results.at(-1);
  const times = results
    .map(({ milliseconds }) => milliseconds ?? Number.NaN)
    .toSorted((one, other) => one - other);
  return {
    ...last,
    milliseconds: times[Math.floor(times.length / 2)],
    tokens: last.answers.reduce((sum, answer) => sum + tokensOf(answer), 0),
    correct: results.every((result) => result.failure === undefined && result.mistakes.length === 0),
  };
}

/** How many tools a server has and what their list costs. */
export async function describeServer(server, sandbox) {
  const session = await openSession(server.program(sandbox));
  try {
    const tools = await session.listTools();
    return { tools: tools.length, tokens: tokensOf(JSON.stringify(tools)) };
  } finally {
    await session.close();
  }
}
