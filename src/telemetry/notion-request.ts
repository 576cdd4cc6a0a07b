import type { Attributes, Span } from '@opentelemetry/api';
import { attributes } from './telemetry-names.js';
import { runningTelemetry, type RunningTelemetry } from './running.js';

/** Why a request had to be repeated. */
export type RetryCause =
  | 'rate_limited'
  | 'overloaded'
  | 'token_rejected'
  | 'conflict'
  | 'server_error'
  | 'network'
  | 'timeout'
  | 'malformed';

/** One attempt of a request to Notion. */
interface NotionAttempt {
  /** Method and template, such as `GET /v1/pages/{page_id}`: never an address with ids in it. */
  readonly endpoint: string;
  /** Address of the API. */
  readonly apiUrl: string;
  /** 0 for the first attempt. */
  readonly resendCount: number;
  /** Why the request is repeated. */
  readonly retryCause: RetryCause | undefined;
}

/** Called while an attempt runs. */
export interface AttemptNotes {
  /** The response has begun to arrive. */
  readonly responded: (status: number, requestId: string | undefined) => void;
}

/** The error type of a failed attempt: its status, or else the kind of failure from a fixed list. */
interface AttemptFailure {
  readonly kind: string;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  /** Whether the caller had cancelled; this is not a failure of Notion. */
  readonly cancelled: boolean;
}

/** Notion's request ids are UUIDs; anything else is not recorded. */
const REQUEST_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Passed to `observeAttempt`'s work when telemetry is off. */
const unobserved: AttemptNotes = { responded: () => {} };

/** Runs one attempt in a span of its own and measures it. `describe` classifies its rejection. */
export function observeAttempt<Result>(
  attempt: NotionAttempt,
  send: (notes: AttemptNotes) => Promise<Result>,
  describe: (error: unknown) => AttemptFailure,
): Promise<Result> {
  const telemetry = runningTelemetry();
  return telemetry === undefined ? send(unobserved) : observeWithSpan(attempt, send, describe, telemetry);
}

async function observeWithSpan<Result>(
  attempt: NotionAttempt,
  send: (notes: AttemptNotes) => Promise<Result>,
  describe: (error: unknown) => AttemptFailure,
  telemetry: RunningTelemetry,
): Promise<Result> {
  const { api, instruments } = telemetry;
  const shared = sharedAttributes(attempt);
  const span = telemetry.tracer.startSpan(attempt.endpoint, {
    kind: api.SpanKind.CLIENT,
    attributes: {
      ...shared,
      ...(attempt.resendCount > 0 ? { [attributes.resendCount]: attempt.resendCount } : {}),
      ...(attempt.retryCause === undefined ? {} : { [attributes.retryCause]: attempt.retryCause }),
    },
  });
  if (attempt.retryCause !== undefined) {
    instruments.retries.add(1, { [attributes.retryCause]: attempt.retryCause });
  }
  const begun = performance.now();
  let status: number | undefined;
  const notes: AttemptNotes = {
    responded: (given, requestId) => {
      status = given;
      noteRequestId(span, requestId);
    },
  };
  const end = (result: Attributes): void => {
    const labels = { ...result, ...(status === undefined ? {} : { [attributes.httpStatus]: status }) };
    span.setAttributes(labels);
    span.end();
    instruments.requestDuration.record((performance.now() - begun) / 1000, { ...shared, ...labels });
  };
  try {
    const result = await api.context.with(api.trace.setSpan(api.context.active(), span), () => send(notes));
    end({});
    return result;
  } catch (error) {
    const failure = describe(error);
    noteRequestId(span, failure.requestId);
    end(failureAttributes(failure, span, telemetry));
    throw error;
  }
}

function failureAttributes(failure: AttemptFailure, span: Span, { api }: RunningTelemetry): Attributes {
  if (failure.cancelled) {
    return { [attributes.cancelled]: true };
  }
  span.setStatus({ code: api.SpanStatusCode.ERROR });
  return { [attributes.errorType]: failure.status === undefined ? failure.kind : String(failure.status) };
}

function noteRequestId(span: Span, requestId: string | undefined): void {
  if (requestId !== undefined && REQUEST_ID.test(requestId)) {
    span.setAttribute(attributes.requestId, requestId);
  }
}

function sharedAttributes({ endpoint, apiUrl }: NotionAttempt): Attributes {
  const [method = '', template = ''] = endpoint.split(' ');
  const { hostname, port, protocol } = new URL(apiUrl);
  return {
    [attributes.httpMethod]: method,
    [attributes.urlTemplate]: template,
    [attributes.serverAddress]: hostname,
    [attributes.serverPort]: port === '' ? (protocol === 'http:' ? 80 : 443) : Number(port),
  };
}
