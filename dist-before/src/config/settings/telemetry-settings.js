/** Variables that set a collector for both signals, or for one of them, and thereby enable telemetry. */
const COLLECTOR = 'OTEL_EXPORTER_OTLP_ENDPOINT';
const TRACES = ['OTEL_TRACES_EXPORTER', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'];
const METRICS = ['OTEL_METRICS_EXPORTER', 'OTEL_EXPORTER_OTLP_METRICS_ENDPOINT'];
/** By default the Prometheus exporter would listen on all interfaces; the specification requires this machine only. */
const PROMETHEUS_HOST = 'OTEL_EXPORTER_PROMETHEUS_HOST';
const LOOPBACK_ADDRESS = '127.0.0.1';
/** The words of `OTEL_LOG_LEVEL`, from none to all. */
const LOG_LEVELS = ['NONE', 'ERROR', 'WARN', 'INFO', 'DEBUG', 'VERBOSE', 'ALL'];
/**
 * The telemetry requested by OpenTelemetry's standard variables; undefined if none is, or if `OTEL_SDK_DISABLED` is
 * true. The SDK reads everything else itself, so its one unsafe default is overridden in the environment.
 */
export function loadTelemetrySettings(environment = process.env) {
    const traces = isAskedFor(environment, TRACES);
    const metrics = isAskedFor(environment, METRICS);
    if (environment['OTEL_SDK_DISABLED']?.trim().toLowerCase() === 'true' || !(traces || metrics)) {
        return undefined;
    }
    if (metrics && isEmpty(environment[PROMETHEUS_HOST])) {
        environment[PROMETHEUS_HOST] = LOOPBACK_ADDRESS;
    }
    const level = environment['OTEL_LOG_LEVEL']?.trim().toUpperCase();
    return Object.freeze({
        traces,
        metrics,
        logLevel: LOG_LEVELS.find((name) => name === level) ?? 'WARN',
    });
}
/** An exporter or an endpoint is set for this signal. `none` is a valid choice too. */
function isAskedFor(environment, [exporter, endpoint]) {
    const named = environment[exporter];
    return isEmpty(named)
        ? !isEmpty(environment[endpoint]) || !isEmpty(environment[COLLECTOR])
        : named?.trim().toLowerCase() !== 'none';
}
/** By the specification, empty variables count as absent. */
function isEmpty(text) {
    return text === undefined || text.trim() === '';
}
