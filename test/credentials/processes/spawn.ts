import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Starts a program of this folder; it runs the built code. */
export function start(program: string, ...parameters: readonly string[]): ChildProcess {
  return fork(fileURLToPath(new URL(program, import.meta.url)), parameters, { execArgv: [] });
}

/** The next message of the process; rejects if it ends without one. */
export async function nextMessage(child: ChildProcess): Promise<unknown> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The process ended with ${code} and said nothing.`);
  });
  // Whichever comes second must not become an unhandled rejection.
  ended.catch(() => undefined);
  const [message]: unknown[] = await Promise.race([once(child, 'message'), ended]);
  return message;
}

/** Starts several of the same program, lets them go at the same moment, and collects what each reports. */
export async function race(
  count: number,
  program: string,
  ...parameters: readonly string[]
): Promise<unknown[]> {
  const children = Array.from({ length: count }, () => start(program, ...parameters));
  await Promise.all(children.map(nextMessage));
  const reports = children.map(nextMessage);
  for (const child of children) {
    child.send('go');
  }
  return Promise.all(reports);
}
