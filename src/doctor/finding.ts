/** The result of one check. Contains no secrets: people paste it into bug reports. */
export interface Finding {
  /** Name of the check. */
  readonly check: string;
  readonly status: 'ok' | 'warn' | 'fail';
  /** One sentence that states the result. */
  readonly message: string;
  /** What to do about it; absent where all is well. */
  readonly advice?: string;
}

/** Things are as they should be. */
export function ok(check: string, message: string): Finding {
  return { check, status: 'ok', message };
}

/** It works, but perhaps not as expected. */
export function warn(check: string, message: string, advice: string): Finding {
  return { check, status: 'warn', message, advice };
}

/** It does not work. */
export function fail(check: string, message: string, advice: string): Finding {
  return { check, status: 'fail', message, advice };
}
