import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

/** A child that is asked to end has so long before it is ended. */
const MAX_STOP_MS = 15_000;

/** Starts a TypeScript module in a process of its own. */
export function forkModule(module: URL, parameters: readonly string[] = []): ChildProcess {
  return fork(fileURLToPath(module), parameters, { execArgv: ['--import', import.meta.resolve('tsx')] });
}

/** What a TypeScript module is started with where `forkModule` cannot, such as in a network namespace. */
export function moduleCommand(module: URL, parameters: readonly string[] = []): readonly string[] {
  return [process.execPath, '--import', import.meta.resolve('tsx'), fileURLToPath(module), ...parameters];
}

/** The next message of a child; rejects if it ends before. */
export async function nextMessage<Message>(child: ChildProcess): Promise<Message> {
  const listening = new AbortController();
  const { signal } = listening;
  const ended = once(child, 'exit', { signal }).then(([code, name]) => {
    throw new Error(`A process ended before it answered: ${code ?? name}.`);
  });
  try {
    const [message] = (await Promise.race([once(child, 'message', { signal }), ended])) as [Message];
    return message;
  } finally {
    ended.catch(() => undefined);
    listening.abort();
  }
}

/** Starts a TypeScript module in a thread; Node 20 does not hand its loader on to threads. */
export function startThread(module: URL, workerData: unknown): Worker {
  const loader = JSON.stringify(import.meta.resolve('tsx/esm/api'));
  const start = `import(${loader}).then(({ register }) => { register(); return import(${JSON.stringify(module.href)}); })`;
  return new Worker(start, { eval: true, execArgv: [], workerData });
}

/** Asks a child to end, and ends it if it does not; gives its exit code, null if a signal ended it. */
export async function stopChild(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return child.exitCode;
  }
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const late = new AbortController();
  await Promise.race([gone, delay(MAX_STOP_MS, undefined, { signal: late.signal }).catch(() => undefined)]);
  late.abort();
  child.kill('SIGKILL');
  await gone;
  return child.exitCode;
}
