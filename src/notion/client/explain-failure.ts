import { APIErrorCode } from '@notionhq/client';
import {
  AccessError,
  CapabilityError,
  ReconnectError,
  UnexpectedResponseError,
  TooLargeError,
  UnavailableError,
  RetryLaterError,
  type ToolError,
} from '../../errors.js';
import { MAX_RESPONSE_BYTES } from './response-limits.js';
import type { NotionFailure } from './failure.js';
import { isBlocked, isRateLimit } from './retry-policy.js';
import type { EndpointTemplate } from '../session.js';
import { EMPTY_WORDS, say, Words } from '../../text/words.js';

/** Notion's validation messages can list thirty alternatives; the first says enough. */
const MAX_NOTION_MESSAGE_CHARACTERS = 300;

const KNOWN_CODES: ReadonlySet<string> = new Set(Object.values(APIErrorCode));

/** Reported when Notion sends no Retry-After: one window of its request budget, in seconds. */
const DEFAULT_RETRY_AFTER_SECONDS = 60;

/** What a connection needs for requests that begin like this, in the words of Notion's settings. */
const CAPABILITIES: readonly (readonly [endpoint: string, capability: Words])[] = [
  ['POST /v1/pages/', say`update content`],
  ['POST /v1/pages', say`insert content`],
  ['PATCH /v1/blocks/{block_id}/children', say`insert content`],
  ['POST /v1/comments', say`insert comments`],
  ['PATCH /v1/comments', say`insert comments`],
  ['DELETE /v1/comments', say`insert comments`],
  ['POST /v1/databases', say`insert content`],
  ['POST /v1/file_uploads', say`insert content`],
  ['POST /v1/views', say`insert content`],
  ['PATCH ', say`update content`],
  ['DELETE /v1/views', say`update content`],
  ['GET /v1/comments', say`read comments`],
  ['GET /v1/users', say`read user information`],
];

/** The last failure of a read, in terms of what the caller can do. */
export function explainFailure(failure: NotionFailure, endpoint: EndpointTemplate): ToolError {
  const options = { cause: failure };
  if (failure.kind === 'network') {
    return new UnavailableError(
      say`Notion could not be reached.`,
      say`Check the network and call again in a minute.`,
      options,
    );
  }
  if (failure.kind === 'timeout') {
    return new UnavailableError(
      say`Notion did not answer in time.`,
      say`Call again, with a smaller limit if possible.`,
      options,
    );
  }
  if (failure.kind === 'malformed') {
    return new UnavailableError(
      say`Notion sent an answer that was cut off or is no JSON.`,
      say`Call again in a minute.`,
      options,
    );
  }
  if (failure.kind === 'too_large') {
    return new TooLargeError(
      say`Notion's answer was larger than this server reads at once (${MAX_RESPONSE_BYTES / 1_048_576} MB).`,
      say`Ask for less: a smaller limit, fewer columns, or a narrower question.`,
      options,
    );
  }
  if (isBlocked(failure)) {
    return new UnexpectedResponseError(
      say`Notion has restricted this connection.`,
      say`Ask Notion support to lift the restriction.`,
      options,
    );
  }
  if (isRateLimit(failure)) {
    const seconds = failure.retryAfterSeconds ?? DEFAULT_RETRY_AFTER_SECONDS;
    return new RetryLaterError(say`Notion's request budget is used up.`, seconds, options);
  }
  const { status = 0, code } = failure;
  if (code === '' && status >= 400 && status < 500 && status !== 401) {
    // Each error of Notion's has a code: a firewall's page, or Cloudflare's, says nothing about what is shared.
    return new UnavailableError(
      say`What answered was not Notion: HTTP ${status}, from a proxy or firewall on the way.`,
      say`Call again in a minute; if it goes on, whoever operates the server looks at its way to Notion.`,
      options,
    );
  }
  switch (failure.status) {
    case 401:
      return new ReconnectError(
        say`Notion does not accept this connection's token.`,
        say`Connect the workspace again, or replace the token if the server was started with one.`,
        options,
      );
    case 403:
      if (failure.isBlockLimit) {
        return new UnexpectedResponseError(
          say`The workspace has reached the number of blocks that Notion's free plan allows, so nothing was added.`,
          say`Somebody who owns the workspace can remove content or change its plan; values of properties can still be changed.`,
          options,
        );
      }
      return lackOf(capabilityFor(endpoint), options);
    case 404:
      return new AccessError(
        say`Notion has no such object, or it is not shared with this connection.`,
        say`Check the URL or id; in Notion, open the page, choose ••• → Connections and add this connection.`,
        options,
      );
    case 400:
      return new UnexpectedResponseError(
        say`Notion refused the request${quoted(failure)}.`,
        say`Change the arguments the message speaks of and call again.`,
        options,
      );
    default:
      return (failure.status ?? 0) >= 500 || failure.status === 409
        ? new UnavailableError(
            say`Notion is having trouble (HTTP ${failure.status ?? 0}${failure.code === '' ? EMPTY_WORDS : say` ${nameCode(failure.code)}`}).`,
            say`The request was repeated without success; call again in a minute.`,
            options,
          )
        : new UnexpectedResponseError(
            say`Notion answered with HTTP ${failure.status ?? 0}${quoted(failure)}.`,
            say`Report this to the operator of the server.`,
            options,
          );
  }
}

function capabilityFor(endpoint: EndpointTemplate): Words {
  return CAPABILITIES.find(([begin]) => endpoint.startsWith(begin))?.[1] ?? say`read content`;
}

function lackOf(capability: Words, options: ErrorOptions): CapabilityError {
  return new CapabilityError(
    say`This Notion connection lacks the capability "${capability}".`,
    say`Whoever owns the connection switches it on at notion.so/profile/integrations, under Capabilities.`,
    options,
  );
}

/** The call timed out before Notion answered; `duration` in milliseconds. Without `endpoint` it is not known what. */
export function explainTimeOver(
  endpoint: EndpointTemplate | undefined,
  duration: number,
  cause: unknown,
): UnavailableError {
  return new UnavailableError(
    say`Notion did not answer ${endpoint === undefined ? EMPTY_WORDS : say`${Words.term(endpoint)} `}within this call's ${Math.round(duration / 1000)} s.`,
    say`Call again, with a smaller limit if possible.`,
    { cause },
  );
}

/** Notion's code and its sentence, which may quote a page and is not this server's text. */
function quoted(failure: NotionFailure): Words {
  const sentence = failure.notionMessage.split('\n', 1)[0]?.trim() ?? '';
  return sentence === ''
    ? codeOf(failure)
    : say`${codeOf(failure)}: ${Words.quotation(sentence, MAX_NOTION_MESSAGE_CHARACTERS)}`;
}

function codeOf({ code }: NotionFailure): Words {
  return code === '' ? EMPTY_WORDS : say` (${nameCode(code)})`;
}

/** A code that Notion documents; any other is treated as foreign text. */
function nameCode(code: string): Words {
  return KNOWN_CODES.has(code) ? Words.term(code) : say`${code}`;
}
