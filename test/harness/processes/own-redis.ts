import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from './free-ports.js';
import { stopChild } from './modules.js';

/** A Redis of a test's or a run's own, to stop, freeze and start again. It keeps nothing on disk. */
export class OwnRedis {
  readonly url: string;
  readonly #port: number;
  #process: ChildProcess | undefined;

  private constructor(port: number) {
    this.#port = port;
    this.url = `redis://127.0.0.1:${port}/0`;
  }

  /** Not started yet: nothing listens there. */
  static async prepare(): Promise<OwnRedis> {
    return new OwnRedis(await freePort());
  }

  static async start(): Promise<OwnRedis> {
    const redis = await OwnRedis.prepare();
    await redis.start();
    return redis;
  }

  /** Resolves when it takes connections. */
  async start(): Promise<void> {
    const server = spawn(
      'redis-server',
      ['--port', String(this.#port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    this.#process = server;
    let isReady = false;
    for await (const said of server.stdout.iterator({ destroyOnReturn: false })) {
      if (String(said).includes('Ready to accept connections')) {
        isReady = true;
        break;
      }
    }
    if (!isReady) {
      throw new Error('Redis does not start.');
    }
    server.stdout.resume();
  }

  /** As an administrator does. */
  async stop(): Promise<void> {
    if (this.#process !== undefined) {
      await stopChild(this.#process);
    }
  }

  /** At once, as a crash. */
  async kill(): Promise<void> {
    const server = this.#process;
    this.#process = undefined;
    if (server !== undefined && server.exitCode === null && server.signalCode === null) {
      const gone = once(server, 'exit');
      server.kill('SIGKILL');
      await gone;
    }
  }

  /** It keeps its connections and answers nothing. */
  freeze(): void {
    this.#process?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#process?.kill('SIGCONT');
  }
}
