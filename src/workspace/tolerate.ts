import {
  AccessError,
  CancelledError,
  UnexpectedResponseError,
  ToolError,
  UnavailableError,
  RetryLaterError,
} from '../errors.js';

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

/** Notion answers 404 for what is missing, not shared or of another kind, and sometimes 400 for the last. */
export function isMiss(error: unknown): error is ToolError {
  return error instanceof AccessError || error instanceof UnexpectedResponseError;
}
