import { spawn, type SpawnOptions } from 'node:child_process';

/** A server that listens. */
export interface ServedProgram {
  readonly url: string;
  /** Asks it to stop; gives its exit code, or the signal that ended it. */
  stop(): Promise<number | string>;
}

const running = new Set<() => Promise<number | string>>();

/** Starts a program that serves over HTTP. Rejects with what it said when it ends before it listens. */
export async function startProgram(
  command: string,
  args: readonly string[],
  env: Record<string, string>,
  options: Pick<SpawnOptions, 'uid' | 'gid' | 'cwd'> = {},
): Promise<ServedProgram> {
  const child = spawn(command, args, { ...options, env, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise<number | string>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  });
  const stop = (): Promise<number | string> => {
    child.kill('SIGTERM');
    return ended;
  };
  running.add(stop);
  void ended.then(() => running.delete(stop));
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const [, address] = /serving MCP at (http[^\s"]+)/.exec(said) ?? [];
      if (address !== undefined) {
        resolve(address);
      }
    });
    void ended.then((code) => reject(new Error(`ended with ${code}: ${said}`)));
  });
  return { url, stop };
}

/** Stops what a failed test left running; a program that never listened counts as well. */
export async function stopPrograms(): Promise<void> {
  await Promise.all([...running].map((stop) => stop()));
}
