import { CancelledError, RetryLaterError, ToolError, UnavailableError } from '../errors.js';

/** For optional parts of an answer: an error omits them instead of failing the answer. */
export async function undefinedOnToolError<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ToolError && !(error instanceof CancelledError)) {
      return undefined;
    }
    throw error;
  }
}

/** Whether what was read so far is worth an answer: the rest can be had later. */
export function canResumeLater(error: unknown): error is RetryLaterError | UnavailableError {
  return error instanceof RetryLaterError || error instanceof UnavailableError;
}
