import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A Redis for this run alone, to be stopped and started again. It keeps nothing on disk. */
export class OwnRedis {
  url;
  #port;
  #child;

  constructor(port) {
    this.#port = port;
    this.url = `redis://127.0.0.1:${port}/0`;
  }

  /** Resolves when it takes connections. */
  async start() {
    const options = ['--port', String(this.#port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    this.#child = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'ignore'] });
    const failed = once(this.#child, 'exit').then(() => Promise.reject(new Error('Redis does not start.')));
    await Promise.race([this.#ready(), failed]);
    failed.catch(() => undefined);
  }

  /** As an administrator does. */
  async stop() {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const gone = once(this.#child, 'exit');
      this.#child.kill('SIGTERM');
      await gone;
    }
  }

  /** At once, where nobody can wait. */
  kill() {
    this.#child?.kill('SIGKILL');
  }

  async #ready() {
    for await (const said of this.#child.stdout) {
      if (String(said).includes('Ready to accept connections')) {
        break;
      }
    }
    this.#child.stdout.resume();
  }
}
