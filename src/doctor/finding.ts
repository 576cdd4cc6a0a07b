/** What one look found. Nothing in it is secret: people paste it into bug reports. */
export interface Finding {
  /** Name of the check. */
  readonly check: string;
  readonly status: 'ok' | 'warn' | 'fail';
  /** One sentence: what is so. */
  readonly message: string;
  /** What to do about it; absent where all is well. */
  readonly advice?: string;
}

/** Things are as they should be. */
export function ok(check: string, message: string): Finding {
  return { check, status: 'ok', message };
}

/** It works, but not as somebody may expect. */
export function warn(check: string, message: string, advice: string): Finding {
  return { check, status: 'warn', message, advice };
}

/** It does not work. */
export function fail(check: string, message: string, advice: string): Finding {
  return { check, status: 'fail', message, advice };
}
