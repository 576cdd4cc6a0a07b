import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { Redis } from 'ioredis';

/** A Redis that tests may write to. They use ids of their own, and what they write expires. */
const SERVER = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379/0';

/** Whether there is one. Where there is none, whoever asks says so loudly; a build has to have one. */
export const hasRedis = await isThere();

/** How tests reach it. */
export const testRedis = { url: SERVER };

/** An id that no other test has. */
export function uniqueId(): string {
  return randomBytes(8).toString('hex');
}

/** A Redis of a test's own, to stop, freeze and start again. */
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
    for await (const chunk of server.stdout) {
      if (String(chunk).includes('Ready to accept connections')) {
        break;
      }
    }
    server.stdout.resume();
  }

  /** At once, as a crash. */
  async kill(): Promise<void> {
    const server = this.#process;
    if (server !== undefined && server.exitCode === null && server.signalCode === null) {
      const gone = once(server, 'exit');
      server.kill('SIGKILL');
      await gone;
    }
    this.#process = undefined;
  }

  /** It keeps its connections and answers nothing. */
  freeze(): void {
    this.#process?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#process?.kill('SIGCONT');
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function isThere(): Promise<boolean> {
  const client = new Redis(SERVER, {
    lazyConnect: true,
    connectTimeout: 3000,
    retryStrategy: () => null,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    client.disconnect();
    // Some tests stop, freeze and start one of their own.
    const { error } = spawnSync('redis-server', ['--version']);
    if (error !== undefined) {
      throw error;
    }
    return true;
  } catch (error) {
    client.disconnect();
    const problem = `There is no Redis at ${new URL(SERVER).host}, or no program redis-server; set TEST_REDIS_URL.`;
    if (process.env['CI'] === 'true') {
      throw new Error(problem, { cause: error });
    }
    process.stderr.write(`\nSKIPPED: the tests of Redis. ${problem}\n\n`);
    return false;
  }
}
