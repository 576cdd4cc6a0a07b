import { attributes, spanNames } from './telemetry-names.js';
import { runningTelemetry } from './running.js';
/** Runs a token refresh in a span of its own and counts its outcome, which `outcomeOf` reads from the result. */
export async function observeRefresh(ask, outcomeOf) {
    const telemetry = runningTelemetry();
    if (telemetry === undefined) {
        return ask();
    }
    const { api, instruments, tracer } = telemetry;
    const span = tracer.startSpan(spanNames.tokenRefresh);
    const end = (outcome) => {
        const labels = { [attributes.refreshOutcome]: outcome };
        instruments.refreshes.add(1, labels);
        span.setAttributes(labels);
        if (outcome !== 'renewed') {
            span.setAttribute(attributes.errorType, outcome);
            span.setStatus({ code: api.SpanStatusCode.ERROR });
        }
        span.end();
    };
    try {
        const answer = await api.context.with(api.trace.setSpan(api.context.active(), span), ask);
        end(outcomeOf(answer));
        return answer;
    }
    catch (error) {
        end('failed');
        throw error;
    }
}
