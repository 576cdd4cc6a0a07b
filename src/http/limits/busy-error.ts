import { UnavailableError } from '../../errors.js';
import { say, type Words } from '../../text/words.js';

/** This server has its hands full with requests of the same kind. Nothing is wrong with the one that is refused. */
export class BusyError extends UnavailableError {
  /** After which it may come again. */
  readonly seconds: number;

  constructor(problem: Words, seconds: number) {
    super(problem, say`Try again in ${seconds} s.`);
    this.seconds = seconds;
  }
}

/** The outage behind an error, however often that was wrapped; undefined where there is none. */
export function outageBehind(error: unknown): UnavailableError | undefined {
  const seen = new Set<unknown>();
  let cause = error;
  while (cause instanceof Error && !seen.has(cause)) {
    if (cause instanceof UnavailableError) {
      return cause;
    }
    seen.add(cause);
    cause = cause.cause;
  }
  return undefined;
}
