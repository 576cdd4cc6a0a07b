import { APIResponseError, UnknownHTTPResponseError } from '@notionhq/client';
import * as z from 'zod';
import { failureFrom } from '../notion/client/failure.js';

/**
 * What a failure of the OAuth endpoints means:
 * `invalid_grant`: Notion refuses the code or the refresh token itself.
 * `configuration`: Notion refuses this server as a client, or the form of its request; the operator has to act.
 * `transient`: no answer, a cut one, a 429 or 5xx, or something at the edge that is not Notion's word. Whether Notion
 * acted on the request is not known.
 */
type OauthFailureKind = 'invalid_grant' | 'configuration' | 'transient';

/**
 * A request to Notion's OAuth endpoints that failed. Has no `cause` on purpose: the foreign errors may quote the body
 * they could not read, and that body may hold tokens.
 */
export class OauthFailure extends Error {
  readonly kind: OauthFailureKind;
  /** HTTP status; absent where there was no answer. */
  readonly status: number | undefined;
  /** Notion's code, such as `invalid_client`; empty where the answer held none. */
  readonly code: string;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    kind: OauthFailureKind,
    details: { status?: number | undefined; code?: string; retryAfterSeconds?: number | undefined } = {},
  ) {
    super(
      `Notion's OAuth endpoint failed: ${[kind, details.status, details.code].filter(Boolean).join(' ')}.`,
    );
    this.name = 'OauthFailure';
    this.kind = kind;
    this.status = details.status;
    this.code = details.code ?? '';
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

/** Answers that say nothing about the request: too early, too many, or not Notion's fault. */
const TRANSIENT_STATUS = new Set([408, 409, 425, 429]);

/** Codes have this form; anything else in their place may be text that echoes what was sent. */
const CODE = /^[a-z][a-z_]{0,63}$/;

/** Translates whatever the client library, or what it sends with, rejected with. */
export function oauthFailureFrom(error: unknown, now: Date): OauthFailure {
  const { kind, status, retryAfterSeconds } = failureFrom(error, now);
  if (kind !== 'http' || status === undefined) {
    return new OauthFailure('transient');
  }
  const code = codeOf(error);
  return new OauthFailure(kindOf(status, code), { status, code, retryAfterSeconds });
}

/** Only a plain refusal in Notion's own words may end a connection; everything doubtful is transient. */
function kindOf(status: number, code: string): OauthFailureKind {
  if (status >= 500 || TRANSIENT_STATUS.has(status) || code === '') {
    return 'transient';
  }
  return code === 'invalid_grant' ? 'invalid_grant' : 'configuration';
}

/** Notion's guide has the name of RFC 6749 in `error`, its schema in `code`; either may come. */
const body = z.object({
  error: z.string().regex(CODE).optional().catch(undefined),
  code: z.string().regex(CODE).optional().catch(undefined),
});

function codeOf(error: unknown): string {
  if (
    !APIResponseError.isAPIResponseError(error) &&
    !UnknownHTTPResponseError.isUnknownHTTPResponseError(error)
  ) {
    return '';
  }
  try {
    const { error: name, code } = body.parse(JSON.parse(error.body));
    return name ?? code ?? '';
  } catch {
    return '';
  }
}
