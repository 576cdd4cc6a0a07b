import { CancelledError, RetryLaterError, ToolError, UnavailableError } from '../errors.js';
/** For optional parts of an answer: an error omits them instead of failing the answer. */
export async function undefinedOnToolError(read) {
    const result = await resultOrToolError(read);
    return result instanceof ToolError ? undefined : result;
}
/** The same for what the answer says about the parts that it lacks. */
export async function resultOrToolError(read) {
    try {
        return await read();
    }
    catch (error) {
        if (error instanceof ToolError && !(error instanceof CancelledError)) {
            return error;
        }
        throw error;
    }
}
/** Whether what was read so far is worth an answer: the rest can be had later. */
export function canResumeLater(error) {
    return error instanceof RetryLaterError || error instanceof UnavailableError;
}
