import {
  AccessError,
  CancelledError,
  InputError,
  ReconnectError,
  ReportError,
  TooLargeError,
  UnavailableError,
  WaitError,
} from '../../errors.js';

/** How a tool call ended, for logs and telemetry. `internal` is a failure that nobody foresaw. */
export type CallOutcome =
  | 'ok'
  | 'cancelled'
  | 'input'
  | 'access'
  | 'reconnect'
  | 'wait'
  | 'unavailable'
  | 'too_large'
  | 'report'
  | 'internal';

const outcomes = [
  [InputError, 'input'],
  [AccessError, 'access'],
  [ReconnectError, 'reconnect'],
  [WaitError, 'wait'],
  [UnavailableError, 'unavailable'],
  [TooLargeError, 'too_large'],
  [ReportError, 'report'],
  [CancelledError, 'cancelled'],
] as const;

/** The outcome of a call that ended with this error. */
export function outcomeOf(error: unknown): CallOutcome {
  return outcomes.find(([kind]) => error instanceof kind)?.[1] ?? 'internal';
}
