import { describe, expect, it } from '@jest/globals';
import { loadTelemetrySettings } from '../../../src/config/settings/telemetry-settings.js';

const COLLECTOR = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' };

describe('telemetry', () => {
  it.each<Record<string, string>>([
    {},
    // A name alone is set for all programs of a machine, and asks for nothing.
    { OTEL_SERVICE_NAME: 'x', OTEL_RESOURCE_ATTRIBUTES: 'a=b', OTEL_LOG_LEVEL: 'debug' },
    { OTEL_EXPORTER_OTLP_ENDPOINT: ' ', OTEL_TRACES_EXPORTER: '' },
    { ...COLLECTOR, OTEL_SDK_DISABLED: 'TRUE' },
    { ...COLLECTOR, OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none' },
    { OTEL_TRACES_EXPORTER: 'none' },
  ])('is not asked for by %j', (environment) => {
    expect(loadTelemetrySettings({ ...environment })).toBeUndefined();
  });

  it.each<[Record<string, string>, boolean, boolean]>([
    [COLLECTOR, true, true],
    [{ ...COLLECTOR, OTEL_SDK_DISABLED: 'no' }, true, true],
    [{ ...COLLECTOR, OTEL_METRICS_EXPORTER: 'none' }, true, false],
    [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://127.0.0.1:4318/v1/traces' }, true, false],
    [{ OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'http://127.0.0.1:4318/v1/metrics' }, false, true],
    [{ OTEL_METRICS_EXPORTER: 'prometheus' }, false, true],
    [{ OTEL_TRACES_EXPORTER: 'otlp' }, true, false],
  ])('asked for by %j: traces %s, metrics %s', (environment, traces, metrics) => {
    expect(loadTelemetrySettings({ ...environment })).toEqual({ traces, metrics, logLevel: 'WARN' });
  });

  it('tells of itself as much as it is asked to', () => {
    const level = (text: string): unknown =>
      loadTelemetrySettings({ ...COLLECTOR, OTEL_LOG_LEVEL: text })?.logLevel;
    expect(['debug', ' Error ', 'shout'].map((text) => level(text))).toEqual(['DEBUG', 'ERROR', 'WARN']);
  });
});

describe('the listener for Prometheus', () => {
  const hostAfter = (environment: Record<string, string>): string | undefined => {
    loadTelemetrySettings(environment);
    return environment['OTEL_EXPORTER_PROMETHEUS_HOST'];
  };

  it('is for this machine', () => {
    expect(hostAfter({ OTEL_METRICS_EXPORTER: 'otlp,prometheus' })).toBe('127.0.0.1');
  });

  it('is for others where the operator says so', () => {
    expect(hostAfter({ OTEL_METRICS_EXPORTER: 'prometheus', OTEL_EXPORTER_PROMETHEUS_HOST: '0.0.0.0' })).toBe(
      '0.0.0.0',
    );
  });
});
