import type { NotionFailure } from '../client/failure.js';
import { isBlocked, isRateLimit } from '../client/retry-policy.js';

/** What a failed attempt says about its write. */
export type WriteVerdict =
  /** Notion saved it and ran out of time for the answer; the ids are those that its message names. */
  | { readonly kind: 'saved'; readonly resourceId: string | undefined; readonly childIds: readonly string[] }
  /** Nothing was saved, and repeating would not help. */
  | { readonly kind: 'refused' }
  /** Nothing was saved, because no connection was made. */
  | { readonly kind: 'unsent' }
  /** Nothing was saved: Notion asked to wait first. */
  | { readonly kind: 'wait' }
  /** Nothing was saved: something else was changing the same. */
  | { readonly kind: 'conflict' }
  /** It may be saved. */
  | { readonly kind: 'unknown'; readonly comes: ComesYet };

/**
 * Whether what may be saved and cannot be seen can still appear: `no`, because Notion has ended its work on it; `soon`, because
 * only the way back was cut; `any time`, because the wait for it was ended here, and Notion works on.
 */
type ComesYet = 'no' | 'soon' | 'any time';

/** Failures before there is a connection that could carry a request (Node's and libuv's codes). */
const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
]);
/** Errors within errors that are looked at; a library wraps once or twice. */
const MAX_CAUSES = 5;

/**
 * The one decision about a failed write, beside that about a read (`retry-policy.ts`). A write is sent again only where
 * nothing was saved; what may be saved has to be proven absent first.
 */
export function judgeWrite(failure: NotionFailure): WriteVerdict {
  switch (failure.kind) {
    case 'network':
      return isUnsent(failure) ? { kind: 'unsent' } : { kind: 'unknown', comes: 'soon' };
    case 'timeout':
      return { kind: 'unknown', comes: 'any time' };
    case 'malformed':
    case 'too_large':
      // The answer had begun, and with it the end of the work.
      return { kind: 'unknown', comes: 'no' };
    case 'http':
      return judgeStatus(failure);
  }
}

function judgeStatus(failure: NotionFailure): WriteVerdict {
  const { status = 0, committed } = failure;
  if (isBlocked(failure)) {
    return { kind: 'refused' };
  }
  if (isRateLimit(failure)) {
    return { kind: 'wait' };
  }
  if (status === 409) {
    return { kind: 'conflict' };
  }
  if (status === 503 && committed !== undefined) {
    return { kind: 'saved', ...committed };
  }
  if (status >= 400 && status < 500 && status !== 408) {
    return { kind: 'refused' };
  }
  // An edge that gives up (502, 504) says nothing about the server behind it.
  return { kind: 'unknown', comes: status === 500 || status === 503 ? 'no' : 'soon' };
}

function isUnsent(failure: NotionFailure): boolean {
  let error: unknown = failure.cause;
  for (let depth = 0; depth < MAX_CAUSES && error instanceof Object; depth += 1) {
    const { code, cause } = error as { readonly code?: unknown; readonly cause?: unknown };
    if (typeof code === 'string') {
      return NEVER_CONNECTED.has(code);
    }
    error = cause;
  }
  return false;
}
