import { freePort } from '../harness/processes/free-ports.js';
import type { Run } from '../harness/run.js';
import { setStage, type Stage } from '../harness/stage.js';

/** The built server with two connected spaces, one of them the attacker's, and a Notion that holds hostile pages. */
export interface AttackStage extends Stage {
  readonly run: Run;
  readonly tenant: string;
  readonly attacker: string;
  /** The port for health checks. */
  readonly healthUrl: string;
}

/** One attack; `run` gives in a few words how it was held off, and throws a `Breach` if it was not. */
export interface Attack {
  readonly name: string;
  /** Played in a short run, too. */
  readonly short?: boolean;
  /** Opens thousands of connections at once. Probes at the public port wait behind them, so only the health port is judged. */
  readonly crowdsPublicPort?: boolean;
  run(stage: AttackStage): Promise<string>;
}

/** An attack that succeeded. The message says what the attacker got. */
export class Breach extends Error {}

/** Throws a `Breach` unless it holds. */
export function holds(condition: boolean, breach: string): asserts condition {
  if (!condition) {
    throw new Breach(breach);
  }
}

export async function setAttackStage(run: Run): Promise<AttackStage> {
  const healthPort = await freePort();
  const stage = await setStage(run, {
    spaces: 2,
    // The attacks come from many addresses, as a proxy on this machine tells them.
    extraSettings: { TRUSTED_PROXIES: '127.0.0.1', HEALTH_PORT: String(healthPort) },
    notion: new URL('hostile-notion.ts', import.meta.url),
  });
  const [tenant = '', attacker = ''] = stage.names;
  return { ...stage, run, tenant, attacker, healthUrl: `http://127.0.0.1:${healthPort}` };
}
