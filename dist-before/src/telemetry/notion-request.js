import { attributes } from './telemetry-names.js';
import { runningTelemetry } from './running.js';
/** Notion's request ids are UUIDs; anything else is not recorded. */
const REQUEST_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Passed to `observeAttempt`'s work when telemetry is off. */
const unobserved = { responded: () => { } };
/** Runs one attempt in a span of its own and measures it. `describe` classifies its rejection. */
export function observeAttempt(attempt, send, describe) {
    const telemetry = runningTelemetry();
    return telemetry === undefined ? send(unobserved) : observeWithSpan(attempt, send, describe, telemetry);
}
async function observeWithSpan(attempt, send, describe, telemetry) {
    const { api, instruments } = telemetry;
    const shared = sharedAttributes(attempt);
    const span = telemetry.tracer.startSpan(attempt.endpoint, {
        kind: api.SpanKind.CLIENT,
        attributes: {
            ...shared,
            ...(attempt.resendCount > 0 ? { [attributes.resendCount]: attempt.resendCount } : {}),
            ...(attempt.retryCause === undefined ? {} : { [attributes.retryCause]: attempt.retryCause }),
        },
    });
    if (attempt.retryCause !== undefined) {
        instruments.retries.add(1, { [attributes.retryCause]: attempt.retryCause });
    }
    const begun = performance.now();
    let status;
    const notes = {
        responded: (given, requestId) => {
            status = given;
            noteRequestId(span, requestId);
        },
    };
    const end = (result) => {
        const labels = { ...result, ...(status === undefined ? {} : { [attributes.httpStatus]: status }) };
        span.setAttributes(labels);
        span.end();
        instruments.requestDuration.record((performance.now() - begun) / 1000, { ...shared, ...labels });
    };
    try {
        const result = await api.context.with(api.trace.setSpan(api.context.active(), span), () => send(notes));
        end({});
        return result;
    }
    catch (error) {
        const failure = describe(error);
        noteRequestId(span, failure.requestId);
        end(failureAttributes(failure, span, telemetry));
        throw error;
    }
}
function failureAttributes(failure, span, { api }) {
    if (failure.cancelled) {
        return { [attributes.cancelled]: true };
    }
    span.setStatus({ code: api.SpanStatusCode.ERROR });
    return { [attributes.errorType]: failure.status === undefined ? failure.kind : String(failure.status) };
}
function noteRequestId(span, requestId) {
    if (requestId !== undefined && REQUEST_ID.test(requestId)) {
        span.setAttribute(attributes.requestId, requestId);
    }
}
function sharedAttributes({ endpoint, apiUrl }) {
    const [method = '', template = ''] = endpoint.split(' ');
    const { hostname, port, protocol } = new URL(apiUrl);
    return {
        [attributes.httpMethod]: method,
        [attributes.urlTemplate]: template,
        [attributes.serverAddress]: hostname,
        [attributes.serverPort]: port === '' ? (protocol === 'http:' ? 80 : 443) : Number(port),
    };
}
