import {
  APIResponseError,
  InvalidPathParameterError,
  RequestTimeoutError,
  UnknownHTTPResponseError,
} from '@notionhq/client';
import { RequestTimeError } from './http-fetch.js';
import { ResponseTooLargeError } from './response-limits.js';

/** Why an attempt failed: an HTTP error, no connection, no answer in time, or one that is not JSON or is too large. */
type FailureKind = 'http' | 'network' | 'timeout' | 'malformed' | 'too_large';

/** Ids of a write that was saved although its answer is an error. */
export interface CommittedWrite {
  /** The page or database that was made, or the block that was added to. */
  readonly resourceId: string | undefined;
  /** Its new direct children, in the order of the request. */
  readonly childIds: readonly string[];
}

/**
 * One failed attempt, in our terms. Foreign errors end here: what a request rejects with is not even an `Error` in some
 * realms, and p-retry stops at the first of those, so everything is translated before the retry sees it.
 */
export class NotionFailure extends Error {
  readonly kind: FailureKind;
  /** HTTP status, for `http`. */
  readonly status: number | undefined;
  /** Notion's stable error code, such as `object_not_found`. Empty where the body was not Notion's (an edge's HTML page). */
  readonly code: string;
  /** Notion's own sentence. It may echo what was sent and is never branched on. */
  readonly notionMessage: string;
  readonly rateLimitReason: string | undefined;
  /** Whole seconds, from the `Retry-After` header or the body. */
  readonly retryAfterSeconds: number | undefined;
  readonly requestId: string | undefined;
  /** Notion's free plan allows no more blocks: a 403 that no capability cures. */
  readonly isBlockLimit: boolean;
  /** What Notion says it has saved before it ran out of time for the answer. */
  readonly committed: CommittedWrite | undefined;

  constructor(
    kind: FailureKind,
    details: {
      status?: number | undefined;
      code?: string | undefined;
      notionMessage?: string | undefined;
      rateLimitReason?: string | undefined;
      retryAfterSeconds?: number | undefined;
      requestId?: string | undefined;
      isBlockLimit?: boolean;
      committed?: CommittedWrite | undefined;
      cause?: unknown;
    } = {},
  ) {
    super(`Notion request failed: ${[kind, details.status, details.code].filter(Boolean).join(' ')}`, {
      cause: details.cause,
    });
    this.name = 'NotionFailure';
    this.kind = kind;
    this.status = details.status;
    this.code = details.code ?? '';
    this.notionMessage = details.notionMessage ?? '';
    this.rateLimitReason = details.rateLimitReason;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.requestId = details.requestId;
    this.isBlockLimit = details.isBlockLimit ?? false;
    this.committed = details.committed;
  }
}

/** Longest wait that is taken at its word: a window ends within a minute, and a date of a wrong clock would last for years. */
const MAX_RETRY_AFTER_SECONDS = 3600;

/** Seconds from a `Retry-After` value: whole seconds or an HTTP date (RFC 9110 §10.2.3). Undefined when unreadable. */
export function retryAfterSeconds(value: string | null | undefined, now: Date): number | undefined {
  if (value === null || value === undefined || value.trim() === '') {
    return undefined;
  }
  const seconds = Number(value);
  if (Number.isFinite(seconds)) {
    return bounded(seconds);
  }
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : bounded((date - now.getTime()) / 1000);
}

function bounded(seconds: number): number {
  return Math.min(MAX_RETRY_AFTER_SECONDS, Math.max(0, Math.ceil(seconds)));
}

/** Translates whatever the client library, or what it sends with, rejected with. */
export function failureFrom(error: unknown, now: Date): NotionFailure {
  if (error instanceof NotionFailure) {
    return error;
  }
  if (
    APIResponseError.isAPIResponseError(error) ||
    UnknownHTTPResponseError.isUnknownHTTPResponseError(error)
  ) {
    return httpFailure(error, now);
  }
  if (error instanceof RequestTimeError || RequestTimeoutError.isRequestTimeoutError(error)) {
    return new NotionFailure('timeout', { cause: error });
  }
  if (InvalidPathParameterError.isInvalidPathParameterError(error)) {
    return new NotionFailure('http', { status: 400, code: 'validation_error', cause: error });
  }
  if (error instanceof ResponseTooLargeError) {
    return new NotionFailure('too_large', { cause: error });
  }
  // The client parses the body itself and lets a SyntaxError through: a cut answer or an edge's HTML with status 200.
  if (nameOf(error) === 'SyntaxError') {
    return new NotionFailure('malformed', { cause: error });
  }
  return new NotionFailure('network', { cause: error });
}

function httpFailure(error: APIResponseError | UnknownHTTPResponseError, now: Date): NotionFailure {
  const { status } = error;
  return failureOfBody(
    readBody(error.body),
    { status, header: (name) => headerOf(error, name), cause: error },
    now,
  );
}

/** How the body of an error came. */
interface FailedAnswer {
  readonly status: number;
  /** The text of a header; absent where they are not at hand. */
  readonly header?: (name: string) => string | undefined;
  readonly cause?: unknown;
}

/** What the body of an error says. */
export function failureOfBody(
  body: Readonly<Record<string, unknown>>,
  { status, header = () => undefined, cause }: FailedAnswer,
  now: Date,
): NotionFailure {
  const additional = record(body['additional_data']);
  return new NotionFailure('http', {
    status,
    code: text(body['code']),
    notionMessage: text(body['message']),
    rateLimitReason: text(additional['rate_limit_reason']),
    retryAfterSeconds:
      retryAfterSeconds(header('retry-after'), now) ??
      retryAfterSeconds(text(additional['retry_after']), now),
    requestId: text(body['request_id']) ?? header('x-notion-request-id'),
    isBlockLimit: additional['block_limit'] !== undefined,
    committed: committedIn(additional),
    cause,
  });
}

/** Ids are short; more children than one request takes were not made by it. */
const MAX_ID_CHARACTERS = 64;
const MAX_COMMITTED_CHILDREN = 1000;

function committedIn(additional: Record<string, unknown>): CommittedWrite | undefined {
  const { committed_resource_id: resource, committed_child_ids: children } = additional;
  const childIds = Array.isArray(children)
    ? children.slice(0, MAX_COMMITTED_CHILDREN).flatMap((id) => shortText(id) ?? [])
    : [];
  const resourceId = shortText(resource);
  return resourceId === undefined && childIds.length === 0 ? undefined : { resourceId, childIds };
}

function shortText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= MAX_ID_CHARACTERS ? value : undefined;
}

function headerOf(error: APIResponseError | UnknownHTTPResponseError, name: string): string | undefined {
  return text(record(error.headers)[name]);
}

function readBody(body: string): Record<string, unknown> {
  try {
    return record(JSON.parse(body));
  } catch {
    return {};
  }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
}

function nameOf(error: unknown): string | undefined {
  return text(record({ name: (error as { name?: unknown } | null)?.name })['name']);
}
