/**
 * What a tool call can fail with. There is one class for each decision the caller can take, not one for each
 * HTTP status: fix the input, share the page, reconnect, wait, or report.
 *
 * Every message here may be read by a model and by a person, so it holds only our own words and the caller's own
 * argument. Page content, tokens and whole answers of Notion never go into it.
 */
export abstract class ToolError extends Error {
  /** What the caller should do next; a full sentence. */
  readonly advice: string;

  constructor(message: string, advice: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.advice = advice;
  }
}

/** An argument cannot be used as it is. The caller fixes it and calls again. */
export class InputError extends ToolError {
  /** Name of the argument as the tool declares it, such as `where[0].property`. */
  readonly argument: string;

  constructor(argument: string, problem: string, advice: string, options?: ErrorOptions) {
    super(problem, advice, options);
    this.argument = argument;
  }
}

/** The thing does not exist, or the connection may not see it. Notion does not tell the two apart. */
export class AccessError extends ToolError {}

/** Nothing is connected, or the credential is no longer accepted. Only connecting helps. */
export class ReconnectError extends ToolError {
  /** Where a person connects, in a browser; absent where there is no such place. It works for this caller only. */
  readonly link: string | undefined;

  constructor(
    message: string,
    advice: string,
    options?: ErrorOptions & { readonly link?: string | undefined },
  ) {
    super(message, advice, options);
    this.link = options?.link;
  }
}

/** Notion's request budget is used up and the wait would not fit the call's deadline. */
export class WaitError extends ToolError {
  readonly seconds: number;

  constructor(message: string, seconds: number, options?: ErrorOptions) {
    super(message, `Call again in ${seconds} s.`, options);
    this.seconds = seconds;
  }
}

/** Notion did not answer usefully although the request was retried. Calling again later may help. */
export class UnavailableError extends ToolError {}

/** There is more of it than this server takes in at once. The caller asks for less. */
export class TooLargeError extends ToolError {}

/** Notion refused or answered in a way this server does not understand: a bug here, or news there. */
export class ReportError extends ToolError {}

/** The client cancelled the call. Nobody reads the answer. */
export class CancelledError extends ToolError {
  constructor(options?: ErrorOptions) {
    super('The call was cancelled.', 'Call again if the answer is still wanted.', options);
  }
}
