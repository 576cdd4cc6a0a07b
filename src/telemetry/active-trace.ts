import { runningTelemetry } from './running.js';

/** What ties a log line to a span. */
interface TraceIds {
  readonly traceId: string;
  readonly spanId: string;
}

/** The span that is active where this is called; undefined outside of spans and without telemetry. */
export function activeTraceIds(): TraceIds | undefined {
  const telemetry = runningTelemetry();
  const context = telemetry?.api.trace.getActiveSpan()?.spanContext();
  return context !== undefined && telemetry?.api.isSpanContextValid(context) === true
    ? { traceId: context.traceId, spanId: context.spanId }
    : undefined;
}
