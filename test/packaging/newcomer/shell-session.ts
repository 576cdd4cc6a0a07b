import { spawn, type ChildProcess } from 'node:child_process';

/** What a line printed, both outputs in one, and its exit code. */
export interface Outcome {
  readonly code: number | string;
  readonly said: string;
}

/** A person at a terminal: lines run one after the other, and what serves goes on while later lines run. */
export class ShellSession {
  readonly #serving = new Set<{ child: ChildProcess; ended: Promise<unknown> }>();

  /** Runs a line to its end. What reads standard input finds it empty. */
  async run(line: string, cwd: string, env: NodeJS.ProcessEnv): Promise<Outcome> {
    const { ended } = start(line, cwd, env);
    return ended;
  }

  /** Starts a line and gives what it has said when that matches. Rejects if it ends before. */
  async serve(line: string, ready: RegExp, cwd: string, env: NodeJS.ProcessEnv): Promise<string> {
    return new Promise((resolve, reject) => {
      const { child, ended } = start(line, cwd, env, (said) => {
        if (ready.test(said)) {
          resolve(said);
        }
      });
      this.#serving.add({ child, ended });
      void ended.then(({ code, said }) => reject(new Error(`ended with ${code} before ${ready}: ${said}`)));
    });
  }

  /** Ends everything that still serves. */
  async close(): Promise<void> {
    for (const { child, ended } of this.#serving) {
      if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
        // A group of its own: the shell and what it has started.
        process.kill(-child.pid, 'SIGTERM');
      }
      await ended;
    }
    this.#serving.clear();
  }
}

function start(
  line: string,
  cwd: string,
  env: NodeJS.ProcessEnv,
  onOutput: (said: string) => void = () => {},
): { child: ChildProcess; ended: Promise<Outcome> } {
  const child = spawn('sh', ['-c', line], { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      onOutput(said);
    });
  }
  const ended = new Promise<Outcome>((resolve) => {
    child.once('close', (code, signal) => resolve({ code: code ?? signal ?? 'unknown', said }));
  });
  return { child, ended };
}
