let running;
/**
 * The running telemetry of this process; undefined if it is off. The API package is provided here instead of being
 * imported by its users, because loading it would delay every stdio start by tens of milliseconds.
 */
export function runningTelemetry() {
    return running;
}
/** Starts or stops telemetry. Like the API's own registration it applies to the whole process. */
export function setRunningTelemetry(telemetry) {
    running = telemetry;
}
/** The active span; undefined outside of spans and without telemetry. */
export function activeTraceIds() {
    const telemetry = runningTelemetry();
    const context = telemetry?.api.trace.getActiveSpan()?.spanContext();
    return context !== undefined && telemetry?.api.isSpanContextValid(context) === true
        ? { traceId: context.traceId, spanId: context.spanId }
        : undefined;
}
