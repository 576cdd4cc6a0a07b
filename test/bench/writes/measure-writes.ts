// Lets one server do one task, each time with a workspace, a process and a journal of its own.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineeringWorkspace } from '../../../src/sandbox/seed/engineering-workspace.js';
import { startSandbox } from '../../../src/sandbox/server.js';
import { sumOf } from '../../harness/figures/statistics.js';
import { untilQuiet } from '../measure.js';
import { openSession, tokensOf, type McpSession } from '../mcp-session.js';
import type { ComparedServer } from '../server.js';
import { mistakeIn } from './verdict.js';
import { WorkspaceState } from './workspace-state.js';
import type { Lack, WriteTask } from './write-task.js';

/** Figures that a task has which was not done are NaN. */
export interface WriteMeasurement {
  /** Why a server was not asked: its tools cannot do it. */
  readonly cannot?: string;
  readonly mistake?: string;
  readonly calls: number;
  readonly sentTokens: number;
  readonly answerTokens: number;
  readonly milliseconds: number;
}

export interface Conditions {
  readonly now: Date;
  readonly latencyMs: number;
}

const NOT_ASKED = { calls: NaN, sentTokens: NaN, answerTokens: NaN, milliseconds: NaN };

export async function measureWrite(
  server: ComparedServer,
  task: WriteTask,
  { now, latencyMs }: Conditions,
): Promise<WriteMeasurement> {
  const calls = server.isOurs === true ? task.ours : task.official;
  if (typeof calls !== 'function') {
    return { ...NOT_ASKED, ...(await lackOf(server, calls)) };
  }
  const workspace = engineeringWorkspace({ now });
  task.plant?.(workspace);
  const before = new WorkspaceState(workspace);
  const sandbox = await startSandbox({ workspace, latencyMilliseconds: latencyMs });
  const folder = await mkdtemp(join(tmpdir(), 'bench-writes-'));
  let session: McpSession | undefined;
  try {
    const { env, ...program } = server.program(sandbox);
    session = await openSession({ ...program, env: { ...env, WRITE_MODE: 'on', DATA_FOLDER: folder } });
    await untilQuiet(sandbox);
    const begun = performance.now();
    const failure = await failureOf(calls(session));
    const milliseconds = performance.now() - begun;
    const { sent, answers } = session;
    const after = new WorkspaceState(workspace);
    const mistake = failure ?? mistakeIn(task, { before, after, answers: answers.join('\n') });
    return {
      ...(mistake !== undefined && { mistake }),
      calls: answers.length,
      sentTokens: sumOf(sent, tokensOf),
      answerTokens: sumOf(answers, tokensOf),
      milliseconds,
    };
  } finally {
    await session?.close();
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Whether it still lacks that. */
async function lackOf(
  server: ComparedServer,
  { cannot, tool: name, parameter }: Lack,
): Promise<Pick<WriteMeasurement, 'cannot' | 'mistake'>> {
  const sandbox = await startSandbox();
  const session = await openSession(server.program(sandbox));
  try {
    const tool = (await session.listTools()).find((candidate) => candidate.name === name);
    const isThere =
      tool !== undefined && (parameter === undefined || parameter in (tool.inputSchema.properties ?? {}));
    return isThere ? { mistake: `the task has to be rewritten: ${name} can do it by now` } : { cannot };
  } finally {
    await session.close();
    await sandbox.close();
  }
}

async function failureOf(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
