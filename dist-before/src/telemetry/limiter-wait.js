import { attributes, spanNames } from './telemetry-names.js';
import { runningTelemetry } from './running.js';
/** Milliseconds. A shorter wait is measured and gets no span. */
const MIN_SPAN_MS = 5;
/**
 * Runs a job through a limiter and measures how long it waited to start: zero if the limiter starts it synchronously. A
 * noticeable wait is a span. `endedBy` classifies waits that ended without a start.
 */
export function observeWait(admit, job, endedBy) {
    const telemetry = runningTelemetry();
    return telemetry === undefined ? admit(job) : measureWait(admit, job, endedBy, telemetry);
}
async function measureWait(admit, job, endedBy, telemetry) {
    const { api, instruments, tracer } = telemetry;
    const context = api.context.active();
    const startTime = Date.now();
    const begun = performance.now();
    let waiting = true;
    let atOnce = true;
    const end = (outcome) => {
        waiting = false;
        const waited = atOnce ? 0 : performance.now() - begun;
        const labels = { [attributes.limiterOutcome]: outcome };
        instruments.limiterQueue.add(-1);
        instruments.limiterWait.record(waited / 1000, labels);
        if (waited >= MIN_SPAN_MS) {
            tracer
                .startSpan(spanNames.limiterWait, { startTime, attributes: labels }, context)
                .end(startTime + waited);
        }
    };
    instruments.limiterQueue.add(1);
    try {
        const admitted = admit(() => {
            end('admitted');
            // A limiter may start a job in the context of another call.
            return api.context.with(context, job);
        });
        atOnce = false;
        return await admitted;
    }
    catch (error) {
        if (waiting) {
            end(endedBy(error));
        }
        throw error;
    }
}
