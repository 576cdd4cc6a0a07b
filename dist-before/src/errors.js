import { say } from './text/words.js';
/**
 * What a tool call can fail with. There is one class for each decision the caller can take, not one for each
 * HTTP status: fix the input, share the page, reconnect, wait, or report.
 *
 * Every message here may be read by a model and by a person, so it consists of `Words`: what others wrote (names
 * from the workspace, the caller's own argument, what Notion says) stands in it cut and quoted. Page content, tokens and
 * whole answers of Notion never go into it.
 */
export class ToolError extends Error {
    /** What the caller should do next; a full sentence. */
    advice;
    /** The message and the advice, for an error that says the same of another argument. */
    wording;
    constructor(problem, advice, options) {
        super(String(problem), options);
        this.name = new.target.name;
        this.advice = String(advice);
        this.wording = { problem, advice };
    }
}
/** An argument cannot be used as it is. The caller fixes it and calls again. */
export class InputError extends ToolError {
    /** Name of the argument as the tool declares it, such as `where[0].property`. */
    argument;
    constructor(argument, problem, advice, options) {
        super(problem, advice, options);
        this.argument = argument;
    }
}
/** A change that loses something has to be confirmed first. Nothing was changed. */
export class ConfirmationError extends InputError {
    /** What would be lost, for the person who is asked. */
    effect;
    /** Stands for the person's consent to exactly this; absent where only a dry run gives it out. */
    token;
    constructor(effect, problem, advice, token) {
        super('confirm', problem, advice);
        this.effect = effect;
        this.token = token;
    }
}
/** The object does not exist, or the connection has no access. Notion does not distinguish the two. */
export class AccessError extends ToolError {
}
/** The connection as a whole may not read things of this sort, whatever is shared with it. */
export class CapabilityError extends AccessError {
}
/** Nothing is connected, or the credential is no longer accepted. Only connecting again helps. */
export class ReconnectError extends ToolError {
    /** Where a person connects, in a browser; absent where there is no such place. It works for this caller only. */
    link;
    constructor(problem, advice, options) {
        super(problem, advice, options);
        this.link = options?.link;
    }
}
/** Notion's request budget is used up and the wait would not fit the call's deadline. */
export class RetryLaterError extends ToolError {
    seconds;
    constructor(problem, seconds, options) {
        super(problem, say `Call again in ${seconds} s.`, options);
        this.seconds = seconds;
    }
}
/** Notion did not answer usefully although the request was retried. Calling again later may help. */
export class UnavailableError extends ToolError {
}
/** The content is larger than this server reads at once. The caller asks for less. */
export class TooLargeError extends ToolError {
}
/**
 * A change may have been saved or not, and reading could not tell. Calling again could make it twice: the advice says what
 * to look at first.
 */
export class UncertainWriteError extends ToolError {
}
/** What a change would replace is no longer what was seen: somebody else has changed it meanwhile. */
export class ConflictError extends ToolError {
}
/** Notion's answer was unexpected: a bug here, or a change there. */
export class UnexpectedResponseError extends ToolError {
}
/**
 * Whether a read failed because Notion has no such object: it answers 404 for what is missing or not shared, and sometimes
 * 400 for an id of another kind.
 */
export function isNotFound(error) {
    return isNotShared(error) || error instanceof UnexpectedResponseError;
}
/** Whether a read failed because of this one object: others of its sort may be readable. */
export function isNotShared(error) {
    return error instanceof AccessError && !(error instanceof CapabilityError);
}
/** The client cancelled the call; the answer is dropped. */
export class CancelledError extends ToolError {
    constructor(options) {
        super(say `The call was cancelled.`, say `Call again if the answer is still wanted.`, options);
    }
}
