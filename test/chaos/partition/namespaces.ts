import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';

/** Of the addresses for tests of networks (RFC 2544). */
const NET = '198.18';

/**
 * Three places: this one, a process (P) and Postgres (D), each of the two in a network namespace of its own.
 *
 *     P ──── cut here ──── D
 *     └─────── here ───────┘
 */
export class Namespaces {
  readonly processAddress = `${NET}.2.2`;
  readonly hereForProcess = `${NET}.2.1`;
  /** As the process reaches it. */
  readonly databaseForProcess = `${NET}.1.1`;
  /** As everybody here reaches it. */
  readonly databaseForOthers = `${NET}.3.2`;
  readonly #process = `nrm-p-${process.pid}`;
  readonly #database = `nrm-d-${process.pid}`;

  /** Why this machine cannot do it; undefined if it can. */
  static obstacle(): string | undefined {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) {
      return 'network namespaces need Linux and the rights of root';
    }
    try {
      execFileSync('ip', ['-Version'], { stdio: 'ignore' });
      accessSync('/var/run', constants.W_OK);
      return undefined;
    } catch {
      return 'the program ip (iproute2) is missing';
    }
  }

  make(): void {
    const [p, d] = [this.#process, this.#database];
    for (const name of [p, d]) {
      ip('netns', 'add', name);
      ip('-n', name, 'link', 'set', 'lo', 'up');
    }
    ip('link', 'add', 'cut0', 'netns', p, 'type', 'veth', 'peer', 'name', 'cut1', 'netns', d);
    ip('link', 'add', `vp${process.pid}`, 'type', 'veth', 'peer', 'name', 'here', 'netns', p);
    ip('link', 'add', `vd${process.pid}`, 'type', 'veth', 'peer', 'name', 'here', 'netns', d);
    for (const [where, device, address] of [
      [p, 'cut0', `${NET}.1.2`],
      [d, 'cut1', `${NET}.1.1`],
      [p, 'here', `${NET}.2.2`],
      [undefined, `vp${process.pid}`, `${NET}.2.1`],
      [d, 'here', `${NET}.3.2`],
      [undefined, `vd${process.pid}`, `${NET}.3.1`],
    ] as const) {
      const at = where === undefined ? [] : ['-n', where];
      ip(...at, 'addr', 'add', `${address}/30`, 'dev', device);
      ip(...at, 'link', 'set', device, 'up');
    }
  }

  /** Nothing arrives any more, and nobody is told: packets go to an address that no network card has. */
  cut(): void {
    const nobody = ['lladdr', '02:00:00:00:00:99', 'nud', 'permanent', 'dev'];
    ip('-n', this.#process, 'neigh', 'replace', `${NET}.1.1`, ...nobody, 'cut0');
    ip('-n', this.#database, 'neigh', 'replace', `${NET}.1.2`, ...nobody, 'cut1');
  }

  mend(): void {
    ip('-n', this.#process, 'neigh', 'del', `${NET}.1.1`, 'dev', 'cut0');
    ip('-n', this.#database, 'neigh', 'del', `${NET}.1.2`, 'dev', 'cut1');
  }

  /** What a command begins with to run there. */
  get atProcess(): readonly string[] {
    return ['ip', 'netns', 'exec', this.#process];
  }

  get atDatabase(): readonly string[] {
    return ['ip', 'netns', 'exec', this.#database];
  }

  /** The devices go with their namespaces. */
  kill(): void {
    for (const name of [this.#process, this.#database]) {
      try {
        ip('netns', 'del', name);
      } catch {
        // It was not made.
      }
    }
  }
}

function ip(...parameters: readonly string[]): void {
  execFileSync('ip', parameters, { stdio: ['ignore', 'ignore', 'pipe'] });
}
