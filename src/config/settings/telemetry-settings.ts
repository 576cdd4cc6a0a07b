import type { TelemetrySettings } from '../../telemetry/start.js';

/** Environment variables, as far as they can be changed. */
type Environment = Record<string, string | undefined>;

/** Variables that name a collector for both signals, or for one of them, and so ask for it. */
const COLLECTOR = 'OTEL_EXPORTER_OTLP_ENDPOINT';
const TRACES = ['OTEL_TRACES_EXPORTER', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] as const;
const METRICS = ['OTEL_METRICS_EXPORTER', 'OTEL_EXPORTER_OTLP_METRICS_ENDPOINT'] as const;
/** The exporter of Prometheus would listen on all interfaces; the specification wants this machine only. */
const PROMETHEUS_HOST = 'OTEL_EXPORTER_PROMETHEUS_HOST';
const LOOPBACK_ADDRESS = '127.0.0.1';
/** The words of `OTEL_LOG_LEVEL`, from none to all. */
const LOG_LEVELS = ['NONE', 'ERROR', 'WARN', 'INFO', 'DEBUG', 'VERBOSE', 'ALL'] as const;

/**
 * Whether OpenTelemetry's standard variables ask for telemetry: undefined if they do not, or if `OTEL_SDK_DISABLED` is
 * true. Everything else about it the SDK reads itself, so its one unsafe default is set here, in the environment.
 */
export function loadTelemetrySettings(environment: Environment = process.env): TelemetrySettings | undefined {
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

/** An exporter was named, or where to send this signal. `none` is a wish too. */
function isAskedFor(
  environment: Environment,
  [exporter, endpoint]: readonly [exporter: string, endpoint: string],
): boolean {
  const named = environment[exporter];
  return isEmpty(named)
    ? !isEmpty(environment[endpoint]) || !isEmpty(environment[COLLECTOR])
    : named?.trim().toLowerCase() !== 'none';
}

/** The specification has empty variables count as absent. */
function isEmpty(text: string | undefined): boolean {
  return text === undefined || text.trim() === '';
}
