/** Facts beside a log message. Never arguments, content of pages, or tokens. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Where the server tells its operator what happens. */
export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** Says nothing. */
export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };

/** One line for each event, with the fields as JSON, so that no value can start a line of its own. */
export function createLog(write: (line: string) => void, now: () => Date): Log {
  const log =
    (level: string) =>
    (message: string, fields?: LogFields): void => {
      const facts = fields === undefined ? '' : ` ${JSON.stringify(fields)}`;
      write(`${now().toISOString()} ${level} ${message}${facts}\n`);
    };
  return { info: log('info'), warn: log('warn'), error: log('error') };
}

/**
 * What may be logged of an error nobody expected: its name, where it happened, and the same of its cause. The message is
 * left out because it may quote content.
 */
export function describeError(error: unknown): { readonly error: string; readonly stack?: string } {
  if (!(error instanceof Error)) {
    return { error: typeof error };
  }
  const names = [error.name];
  for (let { cause } = error; cause instanceof Error && names.length < 5; { cause } = cause) {
    names.push(cause.name);
  }
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? [];
  return { error: names.join(' < '), stack: frames.map((line) => line.trim()).join('; ') };
}
