import type { Attributes, Context, Link, Span } from '@opentelemetry/api';
import { attributes } from './telemetry-names.js';
import { runningTelemetry, type RunningTelemetry } from './running.js';

/** The observed methods; the others take microseconds and have no effects. */
type ObservedMethod =
  'tools/call' | 'tools/list' | 'resources/list' | 'resources/read' | 'completion/complete';

/** One request of an MCP client. Excludes free text of the client; its ids are validated before they are recorded. */
export interface Operation {
  readonly method: ObservedMethod;
  /** Only of an existing tool: a made-up name would create a time series. */
  readonly tool: string | undefined;
  readonly jsonRpcId: string | number;
  readonly protocolVersion: string | undefined;
  readonly transport: 'pipe' | 'tcp';
  /** The `_meta` of the request, where clients put their trace context. */
  readonly meta: unknown;
  /** The HTTP headers, which carry the trace context of clients that do not use `_meta`. */
  readonly headers: Pick<Headers, 'get' | 'keys'> | undefined;
}

/** Outcome of an operation. */
export interface OperationReport {
  /** Class of the error, from a fixed list; undefined if there was none. */
  readonly errorType?: string | undefined;
  /** The client cancelled: neither a success nor an error of the server. */
  readonly cancelled?: boolean;
  /** Requests that were sent to Notion. */
  readonly requestCount?: number;
  /** Characters. */
  readonly answerSize?: number;
}

/** Client strings that may be recorded: short ones that cannot be a sentence, a name or a token of Notion. */
const HARMLESS_ID = /^(?:\d{1,20}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;
/** The client's protocol version is recorded in metrics, so it must look like an existing one. */
const PROTOCOL_VERSION = /^20(?:2[4-9]|3\d)-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
/** JSON-RPC's code for an unintended error. */
const INTERNAL_ERROR = -32_603;

/** Runs one operation in its own span and measures it. `report` reads the attributes from the result. */
export function observeOperation<Result>(
  operation: Operation,
  work: () => Promise<Result>,
  report: (result: Result) => OperationReport,
): Promise<Result> {
  const telemetry = runningTelemetry();
  return telemetry === undefined ? work() : observeWithSpan(operation, work, report, telemetry);
}

async function observeWithSpan<Result>(
  operation: Operation,
  work: () => Promise<Result>,
  report: (result: Result) => OperationReport,
  telemetry: RunningTelemetry,
): Promise<Result> {
  const { api } = telemetry;
  const begun = performance.now();
  const shared = sharedAttributes(operation);
  const { parent, links } = parentOf(operation, telemetry);
  const span = telemetry.tracer.startSpan(
    [operation.method, operation.tool].filter(Boolean).join(' '),
    { kind: api.SpanKind.SERVER, attributes: { ...shared, ...ownAttributes(operation) }, links },
    parent,
  );
  const end = (reported: OperationReport, extra: Attributes = {}): void => {
    const result: Attributes = {
      ...extra,
      ...(reported.errorType === undefined ? {} : { [attributes.errorType]: reported.errorType }),
      ...(reported.cancelled === true ? { [attributes.cancelled]: true } : {}),
    };
    finish(span, reported, result, telemetry);
    const seconds = (performance.now() - begun) / 1000;
    telemetry.instruments.operationDuration.record(seconds, { ...shared, ...result });
    if (reported.answerSize !== undefined && operation.tool !== undefined) {
      const sized = { [attributes.tool]: operation.tool, ...result };
      telemetry.instruments.answerSize.record(reported.answerSize, sized);
    }
  };
  try {
    const result = await api.context.with(api.trace.setSpan(parent, span), work);
    end(report(result));
    return result;
  } catch (error) {
    const code = String(codeOf(error));
    end({ errorType: code }, { [attributes.rpcStatus]: code });
    throw error;
  }
}

/** Records on the current operation's span which stored connection serves it: an internal id. */
export function noteConnection(id: string): void {
  runningTelemetry()?.api.trace.getActiveSpan()?.setAttribute(attributes.connectionId, id);
}

function finish(span: Span, reported: OperationReport, result: Attributes, { api }: RunningTelemetry): void {
  span.setAttributes(result);
  if (reported.requestCount !== undefined) {
    span.setAttribute(attributes.requestCount, reported.requestCount);
  }
  if (reported.answerSize !== undefined) {
    span.setAttribute(attributes.answerSize, reported.answerSize);
  }
  if (reported.errorType !== undefined) {
    // Without a description: messages are written for callers and contain their input.
    span.setStatus({ code: api.SpanStatusCode.ERROR });
  }
  span.end();
}

/** Attributes of an operation on its span and in metrics: few values each. */
function sharedAttributes({ method, tool, protocolVersion = '', transport }: Operation): Attributes {
  return {
    [attributes.method]: method,
    [attributes.transport]: transport,
    ...(tool === undefined ? {} : { [attributes.tool]: tool }),
    ...(method === 'tools/call' ? { [attributes.operation]: 'execute_tool' } : {}),
    ...(PROTOCOL_VERSION.test(protocolVersion) ? { [attributes.protocolVersion]: protocolVersion } : {}),
  };
}

function ownAttributes({ jsonRpcId }: Operation): Attributes {
  const id = String(jsonRpcId);
  return HARMLESS_ID.test(id) ? { [attributes.jsonRpcId]: id } : {};
}

/**
 * The parent span: from `_meta`, else the active one or from HTTP headers. With `_meta` the transport's own trace
 * becomes a link, as the conventions specify.
 */
function parentOf(
  { meta, headers }: Operation,
  { api }: RunningTelemetry,
): { readonly parent: Context; readonly links: Link[] } {
  const { propagation, trace, context, isSpanContextValid } = api;
  const spanOf = (candidate: Context): Link[] => {
    const found = trace.getSpanContext(candidate);
    return found !== undefined && isSpanContextValid(found) ? [{ context: found }] : [];
  };
  const active = context.active();
  const ambient =
    spanOf(active).length > 0 || headers === undefined
      ? active
      : propagation.extract(active, headers, {
          get: (carrier, key) => carrier.get(key) ?? undefined,
          keys: (carrier) => [...carrier.keys()],
        });
  const stated = propagation.extract(api.ROOT_CONTEXT, meta, { get: textOf, keys: () => [] });
  return spanOf(stated).length > 0
    ? { parent: stated, links: spanOf(ambient) }
    : { parent: ambient, links: [] };
}

function textOf(meta: unknown, key: string): string | undefined {
  if (typeof meta !== 'object' || meta === null || !Object.hasOwn(meta, key)) {
    return undefined;
  }
  const value: unknown = Reflect.get(meta, key);
  return typeof value === 'string' ? value : undefined;
}

function codeOf(error: unknown): number {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'number' && Number.isSafeInteger(code) ? code : INTERNAL_ERROR;
}
