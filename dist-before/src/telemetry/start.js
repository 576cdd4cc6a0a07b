import { setTimeout } from 'node:timers/promises';
import { createInstruments } from './instruments.js';
import { diagnosticsTo } from './diagnostics.js';
import { SCOPE } from './telemetry-names.js';
import { setRunningTelemetry } from './running.js';
/** Milliseconds. MCP clients kill a server 2 s after closing its input. */
const FINAL_EXPORT_TIMEOUT_MS = 1500;
/** Loads the SDK and starts it. Failures are logged and never stop the server from serving. */
export async function startTelemetry(settings, { version, log }) {
    try {
        return await start(settings, version, log);
    }
    catch (error) {
        log.warn('could not start telemetry', {
            reason: error instanceof Error ? error.name : typeof error,
        });
        return { end: () => Promise.resolve() };
    }
}
async function start({ traces, metrics, logLevel }, version, log) {
    const [api, { NodeSDK, resources }] = await Promise.all([
        import('@opentelemetry/api'),
        import('@opentelemetry/sdk-node'),
    ]);
    const listen = () => {
        api.diag.setLogger(diagnosticsTo(log, Date.now), {
            logLevel: api.DiagLogLevel[logLevel],
            suppressOverrideMessage: true,
        });
    };
    listen();
    const sdk = new NodeSDK({
        // Overridden by OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES, which the detectors read.
        resource: resources
            .defaultResource()
            .merge(resources.resourceFromAttributes({ 'service.name': SCOPE, 'service.version': version })),
        // Not the process detector: a command line may contain secrets that belong in a variable.
        resourceDetectors: [resources.envDetector, resources.hostDetector, resources.serviceInstanceIdDetector],
        // A signal without an exporter would be sent to the default address of a collector.
        ...(traces ? {} : { spanProcessors: [] }),
        ...(metrics ? {} : { metricReaders: [] }),
        logRecordProcessors: [],
    });
    // With OTEL_LOG_LEVEL the SDK has just redirected its diagnostics to the console.
    listen();
    sdk.start();
    setRunningTelemetry({
        api,
        tracer: api.trace.getTracer(SCOPE, version),
        instruments: createInstruments(api.metrics.getMeter(SCOPE, version)),
    });
    return {
        end: async () => {
            const over = new AbortController();
            const late = setTimeout(FINAL_EXPORT_TIMEOUT_MS, 'late', { signal: over.signal }).catch(() => 'late');
            const sent = sdk.shutdown().then(() => 'sent', () => 'failed');
            if ((await Promise.race([sent, late])) !== 'sent') {
                log.warn('could not send the last telemetry');
            }
            over.abort();
        },
    };
}
