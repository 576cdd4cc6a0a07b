import {
  AccessError,
  ReconnectError,
  ReportError,
  TooLargeError,
  UnavailableError,
  WaitError,
  type ToolError,
} from '../errors.js';
import { MAX_ANSWER_BYTES } from './answer-limits.js';
import type { NotionFailure } from './failure.js';
import { isBlocked, isRateLimit } from './retry-policy.js';

/** Notion's validation messages can list thirty alternatives; the first says enough. */
const LONGEST_NOTION_MESSAGE = 300;

/** Told when Notion gives no Retry-After: one window of its request budget, in seconds. */
const UNKNOWN_WAIT_SECONDS = 60;

/** The last failure of a read, in terms of what the caller can do. */
export function explainFailure(failure: NotionFailure): ToolError {
  const options = { cause: failure };
  if (failure.kind === 'network') {
    return new UnavailableError(
      'Notion could not be reached.',
      'Check the network and call again in a minute.',
      options,
    );
  }
  if (failure.kind === 'timeout') {
    return new UnavailableError(
      'Notion did not answer in time.',
      'Call again, with a smaller limit if possible.',
      options,
    );
  }
  if (failure.kind === 'malformed') {
    return new UnavailableError(
      'Notion sent an answer that was cut off or is no JSON.',
      'Call again in a minute.',
      options,
    );
  }
  if (failure.kind === 'too_large') {
    return new TooLargeError(
      `Notion's answer was larger than this server reads at once (${MAX_ANSWER_BYTES / 1_048_576} MB).`,
      'Ask for less: a smaller limit, fewer columns, or a narrower question.',
      options,
    );
  }
  if (isBlocked(failure)) {
    return new ReportError(
      'Notion has restricted this connection.',
      'Ask Notion support to lift the restriction.',
      options,
    );
  }
  if (isRateLimit(failure)) {
    const seconds = failure.retryAfterSeconds ?? UNKNOWN_WAIT_SECONDS;
    return new WaitError("Notion's request budget is used up.", seconds, options);
  }
  switch (failure.status) {
    case 401:
      return new ReconnectError(
        "Notion does not accept this connection's token.",
        'Connect the workspace again, or replace the token if the server was started with one.',
        options,
      );
    case 403:
      return new AccessError(
        'The Notion connection is not allowed to read this.',
        "Give the connection the missing capability (read content, read comments or user information) in Notion's settings.",
        options,
      );
    case 404:
      return new AccessError(
        'Notion has no such object, or it is not shared with this connection.',
        'Check the URL or id; in Notion, open the page, choose ••• → Connections and add this connection.',
        options,
      );
    case 400:
      return new ReportError(
        `Notion refused the request${quoted(failure)}.`,
        'Change the arguments the message speaks of and call again.',
        options,
      );
    default:
      return (failure.status ?? 0) >= 500 || failure.status === 409
        ? new UnavailableError(
            `Notion is having trouble (HTTP ${failure.status}${failure.code ? ` ${failure.code}` : ''}).`,
            'The request was repeated without success; call again in a minute.',
            options,
          )
        : new ReportError(
            `Notion answered with HTTP ${failure.status}${quoted(failure)}.`,
            'Report this to the operator of the server.',
            options,
          );
  }
}

function quoted(failure: NotionFailure): string {
  const words =
    failure.notionMessage.split('\n', 1)[0]?.slice(0, LONGEST_NOTION_MESSAGE).trim().replace(/\.$/, '') ?? '';
  const code = failure.code === '' ? '' : ` (${failure.code})`;
  return words === '' ? code : `${code}: ${words}`;
}
