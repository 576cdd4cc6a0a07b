import * as z from 'zod';

/**
 * What the token endpoint's failure means:
 * `invalid_grant`: it refuses the code or the refresh token itself.
 * `client_unknown`: it does not know this client, or no longer.
 * `configuration`: it refuses the form of the request.
 * `wrong_endpoint`: the answer is the REST API's, which got a code that it cannot know.
 * `transient`: no answer, a cut one, 429 or 5xx, or an answer that is not this endpoint's. Whether it acted is not known.
 */
type TokenFailureKind = 'invalid_grant' | 'client_unknown' | 'configuration' | 'wrong_endpoint' | 'transient';

/** A failed request to the token endpoint. Has no `cause`: the SDK's errors may quote the whole answer. */
export class TokenFailure extends Error {
  override readonly name = 'TokenFailure';
  readonly kind: TokenFailureKind;
  /** Absent if there was no answer. */
  readonly status: number | undefined;
  /** Such as `invalid_grant`; empty if the answer has none. */
  readonly code: string;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    kind: TokenFailureKind,
    details: { status?: number | undefined; code?: string; retryAfterSeconds?: number | undefined } = {},
  ) {
    super(
      `The hosted server's token endpoint failed: ${[kind, details.status, details.code].filter(Boolean).join(' ')}.`,
    );
    this.kind = kind;
    this.status = details.status;
    this.code = details.code ?? '';
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

/** The latest answer of an endpoint: the SDK keeps neither its status nor fields that it does not know. */
export interface SeenAnswer {
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;
  readonly body: unknown;
}

/** Statuses that say nothing about the request. */
const TRANSIENT_STATUS = new Set([408, 409, 425, 429]);
/** How the REST API words that a code is none of its own, which are UUIDs. */
const FOREIGN_CODE = /should be a valid uuid/i;
const errorBody = z.object({
  error: z
    .string()
    .regex(/^[a-z][a-z_]{0,63}$/)
    .catch(''),
});

/** Only an explicit refusal may end a connection; all doubtful failures are transient. */
export function tokenFailureOf(seen: SeenAnswer | undefined): TokenFailure {
  if (seen === undefined || seen.status < 300) {
    return new TokenFailure('transient');
  }
  const { status, retryAfterSeconds, body } = seen;
  const code = errorBody.safeParse(body).data?.error ?? '';
  const details = { status, code, retryAfterSeconds };
  if (FOREIGN_CODE.test(JSON.stringify(body ?? '').slice(0, 2000))) {
    return new TokenFailure('wrong_endpoint', details);
  }
  if (status >= 500 || TRANSIENT_STATUS.has(status) || code === '') {
    return new TokenFailure('transient', details);
  }
  switch (code) {
    case 'invalid_grant':
      return new TokenFailure('invalid_grant', details);
    case 'invalid_client':
    case 'unauthorized_client':
      return new TokenFailure('client_unknown', details);
    default:
      return new TokenFailure('configuration', details);
  }
}
