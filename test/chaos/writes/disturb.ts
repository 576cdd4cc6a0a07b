import type { Sandbox } from '../../../src/sandbox/server.js';

const RATE = 0.1;
const READS = /^(?:GET |POST \S+\/(?:query|search)\b)/;
const WRITES = /^(?!GET |POST \S+\/(?:query|search)\b)/;
/** Waits of no seconds: what is tested is what comes after them. */
const limited = {
  kind: 'rate_limited',
  reason: 'public_api_endpoint_rate_limit',
  retryAfterSeconds: 0,
} as const;

/** Lets one request in ten fail; of the writes, half of these are saved all the same. */
export function disturb(sandbox: Pick<Sandbox, 'failByChance'>, seed: number): void {
  sandbox.failByChance({
    seed: seed * 100 + 10,
    rate: RATE,
    match: READS,
    faults: [
      limited,
      { kind: 'bad_gateway' },
      { kind: 'service_unavailable' },
      { kind: 'reset' },
      { kind: 'cut_json' },
    ],
  });
  sandbox.failByChance({
    seed: seed * 100 + 11,
    rate: RATE,
    match: WRITES,
    faults: [
      limited,
      { kind: 'conflict' },
      { kind: 'bad_gateway' },
      { kind: 'service_unavailable' },
      { kind: 'reset' },
      { kind: 'bad_gateway', saved: true },
      { kind: 'service_unavailable', saved: true },
      { kind: 'service_unavailable', saved: 'with_ids' },
      { kind: 'reset', saved: true },
      { kind: 'cut_json' },
    ],
  });
}
