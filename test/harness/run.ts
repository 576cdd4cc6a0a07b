import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Something that a run started, and that ends at once when it is told to. */
interface Endable {
  kill(): unknown;
}

/** One run of a program beside the tests. Whatever happens, nothing of it stays: no process and no file. */
export class Run {
  readonly folder: string;
  readonly #kept = new Set<Endable>();

  /** After `maxMs` it is given up. */
  constructor(name: string, { maxMs }: { readonly maxMs: number }) {
    this.folder = mkdtempSync(join(tmpdir(), `notion-rest-mcp-${name}-`));
    // Postgres may run as another user.
    chmodSync(this.folder, 0o755);
    process.on('exit', () => {
      this.#kept.forEach((thing) => void thing.kill());
      rmSync(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    });
    process.on('SIGINT', () => process.exit(130));
    process.on('SIGTERM', () => process.exit(143));
    setTimeout(() => {
      process.stderr.write(`The run did not end within ${maxMs / 1000} s and was given up.\n`);
      process.exit(1);
    }, maxMs).unref();
  }

  /** Sees to it that this ends with the run, at the latest. */
  keep<Thing extends Endable>(thing: Thing): Thing {
    this.#kept.add(thing);
    return thing;
  }

  /** Makes a folder that goes with the run. */
  makeFolder(name: string): string {
    const path = join(this.folder, name);
    mkdirSync(path);
    return path;
  }
}
