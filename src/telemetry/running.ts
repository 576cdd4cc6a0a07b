import type * as OpenTelemetry from '@opentelemetry/api';
import type { Tracer } from '@opentelemetry/api';
import type { Instruments } from './instruments.js';

/** Tracer and instruments, once the SDK runs. */
export interface RunningTelemetry {
  readonly api: typeof OpenTelemetry;
  readonly tracer: Tracer;
  readonly instruments: Instruments;
}

let running: RunningTelemetry | undefined;

/**
 * The running telemetry of this process; undefined if it is off. The API package is provided here instead of being
 * imported by its users, because loading it would delay every stdio start by tens of milliseconds.
 */
export function runningTelemetry(): RunningTelemetry | undefined {
  return running;
}

/** Starts or stops telemetry. Like the API's own registration it applies to the whole process. */
export function setRunningTelemetry(telemetry: RunningTelemetry | undefined): void {
  running = telemetry;
}

/** Ids that link a log line to a span. */
interface TraceIds {
  readonly traceId: string;
  readonly spanId: string;
}

/** The active span; undefined outside of spans and without telemetry. */
export function activeTraceIds(): TraceIds | undefined {
  const telemetry = runningTelemetry();
  const context = telemetry?.api.trace.getActiveSpan()?.spanContext();
  return context !== undefined && telemetry?.api.isSpanContextValid(context) === true
    ? { traceId: context.traceId, spanId: context.spanId }
    : undefined;
}
