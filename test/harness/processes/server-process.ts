import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cliPath, startCli } from '../../support/servers/spawn.js';
import { stopChild } from './modules.js';
import { until } from './until.js';

/** A server may take so long until it serves; the machine may be busy. */
const MAX_START_MS = 120_000;

/** The program's settings, by the names of their environment variables. */
export type Settings = Readonly<Record<string, string>>;

interface Place {
  /** Tells servers of one run apart. */
  readonly slot?: number;
  readonly port: number;
  readonly settings: Settings;
  /** Where its output goes, so that a kill loses none of it. */
  readonly logFolder: string;
  /** Where it listens. */
  readonly address?: string;
  /** What stands before it, if anything does. */
  readonly publicUrl?: string;
  /** What runs it elsewhere, such as in a network namespace. */
  readonly within?: readonly string[];
  /** What runs, if not the program as it is published. */
  readonly program?: string;
  readonly nodeOptions?: readonly string[];
}

/** One server process of the built program, over all its lives. */
export class ServerProcess {
  readonly slot: number;
  readonly url: string;
  /** Lives that ended although nobody ended them. */
  failures = 0;
  readonly #command: readonly string[];
  readonly #settings: Settings;
  readonly #logFolder: string;
  #child: ChildProcess | undefined;
  #exited: Promise<unknown> = Promise.resolve();
  #isWanted = false;

  constructor({
    slot = 0,
    port,
    settings,
    logFolder,
    address = '127.0.0.1',
    publicUrl = `http://127.0.0.1:${port}`,
    within = [],
    program = cliPath,
    nodeOptions = [],
  }: Place) {
    this.slot = slot;
    this.url = `http://${address}:${port}`;
    this.#command = [...within, process.execPath, ...nodeOptions, program, 'serve'];
    this.#settings = { PUBLIC_URL: publicUrl, ...settings, PORT: String(port) };
    this.#logFolder = logFolder;
  }

  /** Resolves when it serves. */
  async start(): Promise<void> {
    const files = ['out', 'err'].map((name) => openSync(this.#logPath(name), 'a'));
    const [program = '', ...parameters] = this.#command;
    const child = spawn(program, parameters, { env: this.#settings, stdio: ['ignore', ...files] });
    files.forEach((file) => closeSync(file));
    this.#child = child;
    this.#isWanted = true;
    child.once('exit', () => {
      this.failures += Number(this.#isWanted);
    });
    this.#exited = once(child, 'exit');
    await until(async () => child.exitCode !== null || (await this.#isServing()), { withinMs: MAX_START_MS });
    if (!(await this.#isServing())) {
      throw new Error(`Server ${this.slot} does not serve. It said last:\n${this.#lastWords()}`);
    }
  }

  /** Of this life. */
  get pid(): number {
    const pid = this.#child?.pid;
    if (pid === undefined) {
      throw new Error(`Server ${this.slot} has not been started.`);
    }
    return pid;
  }

  get isRunning(): boolean {
    return this.#child?.exitCode === null && this.#child.signalCode === null;
  }

  /** At once, as a crash. The signal is sent before this returns; resolves when the process is gone. */
  kill(): Promise<unknown> {
    this.#isWanted = false;
    this.#child?.kill('SIGKILL');
    return this.#exited;
  }

  /** As an administrator does; gives the exit code, null if a signal had to end it. */
  async stop(): Promise<number | null> {
    this.#isWanted = false;
    return this.#child === undefined ? null : stopChild(this.#child);
  }

  #lastWords(): string {
    return readFileSync(this.#logPath('err'), 'utf8').split('\n').slice(-5).join('\n');
  }

  #logPath(name: string): string {
    return join(this.#logFolder, `server-${this.slot}.${name}`);
  }

  async #isServing(): Promise<boolean> {
    const answer = await fetch(`${this.url}/healthz`).catch(() => undefined);
    await answer?.arrayBuffer();
    return answer?.ok === true;
  }
}

/** Runs a command of the built program to its end and gives what it printed. */
export async function runCommand(parameters: readonly string[], settings: Settings): Promise<string> {
  const command = startCli([...parameters], settings);
  const code = await command.ended;
  if (code !== 0) {
    throw new Error(`${parameters.join(' ')} ended with ${code}:\n${command.stderr()}`);
  }
  return command.stdout();
}
