import type { Health, HealthAnswer } from '../mcp/http/health.js';

/** From the primary to a worker. Both run the same program, so neither checks what the other sends. */
export type ToWorker =
  | { readonly kind: 'stop' }
  | { readonly kind: 'health'; readonly question: number; readonly about: keyof Health }
  /** Sent after each change. */
  | { readonly kind: 'peers'; readonly areAllServing: boolean };

/** From a worker to the primary. */
export type FromWorker =
  | { readonly kind: 'serving' }
  | { readonly kind: 'health'; readonly question: number; readonly answer: HealthAnswer };
