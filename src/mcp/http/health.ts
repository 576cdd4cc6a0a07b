import { ReadinessProbe, type ReadinessCheck } from './readiness.js';

/** Sources of health. */
interface HealthOptions {
  /** Whether the server is stopping. */
  readonly isDraining: () => boolean;
  /** Checks that serving depends on, by name. */
  readonly checks: Readonly<Record<string, ReadinessCheck>>;
  /** Checks that may fail without making the server unready. */
  readonly optionalChecks?: Readonly<Record<string, ReadinessCheck>> | undefined;
  /** Percent of the listed pages whose text is indexed; absent where nothing is. It tells nobody how many those are. */
  readonly indexedPercent?: (() => Promise<number>) | undefined;
}

/** What a probe gets. */
export interface HealthAnswer {
  readonly status: 200 | 503;
  readonly body: object;
}

/** Answers the probes, at whichever port they come in. */
export interface Health {
  /** The process is alive; restart it if not. */
  live(): HealthAnswer | Promise<HealthAnswer>;
  /** Calls can be served; route none to it if not. */
  ready(): Promise<HealthAnswer>;
}

/** Where each probe is answered. */
export const HEALTH_PATHS = { '/healthz': 'live', '/readyz': 'ready' } as const satisfies Record<
  string,
  keyof Health
>;

const STOPPING: HealthAnswer = { status: 503, body: { status: 'stopping' } };

/** The health of this process. Probes authenticate with neither name nor token, so it reveals nothing sensitive. */
export function ownHealth({
  isDraining,
  checks,
  optionalChecks = {},
  indexedPercent,
}: HealthOptions): Health {
  const probe = new ReadinessProbe({ ...checks, ...optionalChecks }, Object.keys(optionalChecks));
  return {
    live: () => (isDraining() ? STOPPING : { status: 200, body: { status: 'ok' } }),
    ready: async () => {
      if (isDraining()) {
        return STOPPING;
      }
      const found = await probe.check();
      const index = indexedPercent && { index: { read_percent: await indexedPercent() } };
      return { status: found.status === 'not ready' ? 503 : 200, body: { ...found, ...index } };
    },
  };
}
