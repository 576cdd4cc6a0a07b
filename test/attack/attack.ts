import type { Run } from '../harness/run.js';
import { setStage, type Stage } from '../harness/stage.js';

/** The built server with two connected spaces, one of them the attacker's, and a Notion that holds hostile pages. */
export interface AttackStage extends Stage {
  readonly run: Run;
  readonly tenant: string;
  readonly attacker: string;
}

/** One attack; `run` gives in a few words how it was held off, and throws a `Breach` if it was not. */
export interface Attack {
  readonly name: string;
  /** Played in a short run, too. */
  readonly short?: boolean;
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
  const stage = await setStage(run, {
    spaces: 2,
    // The attacks come from many addresses, as a proxy on this machine tells them.
    extraSettings: { TRUSTED_PROXIES: '127.0.0.1' },
    notion: new URL('hostile-notion.ts', import.meta.url),
  });
  const [tenant = '', attacker = ''] = stage.names;
  return { ...stage, run, tenant, attacker };
}
