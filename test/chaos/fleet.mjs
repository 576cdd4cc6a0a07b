import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const PROGRAM = fileURLToPath(new URL('../../dist/notion-rest-mcp.js', import.meta.url));
/** Milliseconds that a server may take until it serves; the machine may be busy. */
const START_WITHIN = 30_000;

/** Ports that nothing listens on. */
export async function freePorts(count) {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

/** Runs a command of the program to its end and gives what it printed. */
export async function runCommand(parameters, settings) {
  const child = spawn(process.execPath, [PROGRAM, ...parameters], {
    env: settings,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (part) => {
    printed += part;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) {
    throw new Error(`${parameters.join(' ')} ended with ${code}.`);
  }
  return printed;
}

/** One of the server processes, over all its lives. Its output goes to files, so that a kill loses none of it. */
export class Server {
  slot;
  url;
  /** Lives that ended although nobody killed them. */
  failures = 0;
  #settings;
  #within;
  #program;
  #logFolder;
  #child;
  #exited = Promise.resolve();
  #isWanted = false;

  /**
   * `within` is what runs it elsewhere, such as in a network namespace; `address` is where it listens then. `publicUrl` is
   * what stands before it, if anything does; `program` is what runs, if not the program as it is published.
   */
  constructor({
    slot,
    port,
    settings,
    logFolder,
    address = '127.0.0.1',
    publicUrl,
    within = [],
    program = PROGRAM,
  }) {
    this.slot = slot;
    this.url = `http://${address}:${port}`;
    this.#within = within;
    this.#program = program;
    this.#settings = {
      ...settings,
      PORT: String(port),
      PUBLIC_URL: publicUrl ?? `http://127.0.0.1:${port}`,
    };
    this.#logFolder = logFolder;
  }

  /** Resolves when it serves. */
  async start() {
    const files = ['out', 'err'].map((name) => openSync(this.#logPath(name), 'a'));
    const [program, ...parameters] = [...this.#within, process.execPath, this.#program, 'serve'];
    const child = spawn(program, parameters, {
      env: this.#settings,
      stdio: ['ignore', ...files],
    });
    files.forEach((file) => closeSync(file));
    this.#child = child;
    this.#isWanted = true;
    child.once('exit', () => {
      this.failures += Number(this.#isWanted);
    });
    this.#exited = once(child, 'exit');
    const end = performance.now() + START_WITHIN;
    while (!(await this.#isServing())) {
      if (performance.now() > end || child.exitCode !== null) {
        throw new Error(`Server ${this.slot} does not serve. It said last:\n${this.#lastWords()}`);
      }
      await delay(20);
    }
  }

  /** Of this life. */
  get pid() {
    return this.#child.pid;
  }

  /** The signal is sent before this returns; resolves when the process is gone. */
  kill() {
    this.#isWanted = false;
    this.#child?.kill('SIGKILL');
    return this.#exited;
  }

  #lastWords() {
    return readFileSync(this.#logPath('err'), 'utf8').split('\n').slice(-5).join('\n');
  }

  #logPath(name) {
    return join(this.#logFolder, `server-${this.slot}.${name}`);
  }

  async #isServing() {
    const answer = await fetch(`${this.url}/healthz`).catch(() => undefined);
    await answer?.arrayBuffer();
    return answer?.ok === true;
  }
}
