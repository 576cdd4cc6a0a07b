import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The built program; `npm test` builds it first. */
export const cliPath = fileURLToPath(new URL('../../../dist/notion-rest-mcp.js', import.meta.url));

export interface RunningCli {
  readonly child: ChildProcessWithoutNullStreams;
  /** Exit code, or the name of the signal that ended it. */
  readonly ended: Promise<number | string>;
  stdout(): string;
  stderr(): string;
  /** Resolves when standard error matches; rejects when the program ends before. */
  stderrMatch(pattern: RegExp): Promise<RegExpExecArray>;
}

const running = new Set<ChildProcessWithoutNullStreams>();

/** Root writes wherever it likes, unless it gives these up; it stays the owner of its files. */
const BOUND_BY_MODES = ['setpriv', '--bounding-set=-dac_override,-dac_read_search', '--'];

/** Starts the program with these settings and none of the tester's own; file modes hold for it even if the tester is root. */
export function startCli(args: string[], settings: Record<string, string>): RunningCli {
  if (!existsSync(cliPath)) {
    throw new Error('The program is not built: run npm run build.');
  }
  const bounds = process.getuid?.() === 0 && process.platform === 'linux' ? BOUND_BY_MODES : [];
  const [command = '', ...words] = [...bounds, process.execPath, cliPath, ...args];
  const child = spawn(command, words, { env: { PATH: process.env['PATH'], ...settings } });
  running.add(child);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  // A program that ends early closes its standard input while the test still writes.
  child.stdin.on('error', () => {});
  const ended = new Promise<number | string>((resolve) => {
    child.once('close', (code, signal) => {
      running.delete(child);
      resolve(code ?? signal ?? 'unknown');
    });
  });
  const stderrMatch = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const match = pattern.exec(stderr);
        if (match !== null) {
          resolve(match);
        }
      };
      child.stderr.on('data', look);
      look();
      void ended.then((code) => reject(new Error(`ended with ${code} before ${pattern}: ${stderr}`)));
    });
  return { child, ended, stdout: () => stdout, stderr: () => stderr, stderrMatch };
}

/** Ends what a failed test left behind. */
export function killAll(): void {
  for (const child of running) {
    child.kill('SIGKILL');
  }
}
