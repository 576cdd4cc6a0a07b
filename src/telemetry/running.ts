import type * as OpenTelemetry from '@opentelemetry/api';
import type { Tracer } from '@opentelemetry/api';
import type { Instruments } from './instruments.js';

/** The means of observing, once the SDK runs. */
export interface RunningTelemetry {
  readonly api: typeof OpenTelemetry;
  readonly tracer: Tracer;
  readonly instruments: Instruments;
}

let running: RunningTelemetry | undefined;

/**
 * What observes this process; undefined while nobody asked for telemetry. The API package is handed out here instead of
 * being imported where it is used, because reading its files would cost every start of stdio tens of milliseconds.
 */
export function runningTelemetry(): RunningTelemetry | undefined {
  return running;
}

/** Begins or ends observing. Like the API's own registration it holds for the whole process. */
export function setRunningTelemetry(telemetry: RunningTelemetry | undefined): void {
  running = telemetry;
}

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
