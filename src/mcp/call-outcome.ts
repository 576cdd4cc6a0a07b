import {
  AccessError,
  CancelledError,
  InputError,
  ReconnectError,
  ReportError,
  UnavailableError,
  WaitError,
} from '../errors.js';

/** How a tool call ended, for logs and telemetry. `internal` is a failure that nobody foresaw. */
export type CallOutcome =
  'ok' | 'cancelled' | 'input' | 'access' | 'reconnect' | 'wait' | 'unavailable' | 'report' | 'internal';

const outcomes = [
  [InputError, 'input'],
  [AccessError, 'access'],
  [ReconnectError, 'reconnect'],
  [WaitError, 'wait'],
  [UnavailableError, 'unavailable'],
  [ReportError, 'report'],
  [CancelledError, 'cancelled'],
] as const;

/** The outcome of a call that ended with this error. */
export function outcomeOf(error: unknown): CallOutcome {
  return outcomes.find(([kind]) => error instanceof kind)?.[1] ?? 'internal';
}
