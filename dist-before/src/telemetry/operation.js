import { attributes } from './telemetry-names.js';
import { runningTelemetry } from './running.js';
/** Client strings that may be recorded: short ones that cannot be a sentence, a name or a token of Notion. */
const HARMLESS_ID = /^(?:\d{1,20}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;
/** The client's protocol version is recorded in metrics, so it must look like an existing one. */
const PROTOCOL_VERSION = /^20(?:2[4-9]|3\d)-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
/** JSON-RPC's code for an unintended error. */
const INTERNAL_ERROR = -32_603;
/** Runs one operation in its own span and measures it. `report` reads the attributes from the result. */
export function observeOperation(operation, work, report) {
    const telemetry = runningTelemetry();
    return telemetry === undefined ? work() : observeWithSpan(operation, work, report, telemetry);
}
async function observeWithSpan(operation, work, report, telemetry) {
    const { api } = telemetry;
    const begun = performance.now();
    const shared = sharedAttributes(operation);
    const { parent, links } = parentOf(operation, telemetry);
    const span = telemetry.tracer.startSpan([operation.method, operation.tool].filter(Boolean).join(' '), { kind: api.SpanKind.SERVER, attributes: { ...shared, ...ownAttributes(operation) }, links }, parent);
    const end = (reported, extra = {}) => {
        const result = {
            ...extra,
            ...(reported.errorType === undefined ? {} : { [attributes.errorType]: reported.errorType }),
            ...(reported.cancelled === true ? { [attributes.cancelled]: true } : {}),
        };
        finish(span, reported, result, telemetry);
        const seconds = (performance.now() - begun) / 1000;
        telemetry.instruments.operationDuration.record(seconds, { ...shared, ...result });
        if (reported.answerSize !== undefined && operation.tool !== undefined) {
            const sized = { [attributes.tool]: operation.tool, ...result };
            telemetry.instruments.answerSize.record(reported.answerSize, sized);
        }
    };
    try {
        const result = await api.context.with(api.trace.setSpan(parent, span), work);
        end(report(result));
        return result;
    }
    catch (error) {
        const code = String(codeOf(error));
        end({ errorType: code }, { [attributes.rpcStatus]: code });
        throw error;
    }
}
/** Records on the current operation's span which stored connection serves it: an internal id. */
export function noteConnection(id) {
    runningTelemetry()?.api.trace.getActiveSpan()?.setAttribute(attributes.connectionId, id);
}
function finish(span, reported, result, { api }) {
    span.setAttributes(result);
    if (reported.requestCount !== undefined) {
        span.setAttribute(attributes.requestCount, reported.requestCount);
    }
    if (reported.answerSize !== undefined) {
        span.setAttribute(attributes.answerSize, reported.answerSize);
    }
    if (reported.errorType !== undefined) {
        // Without a description: messages are written for callers and contain their input.
        span.setStatus({ code: api.SpanStatusCode.ERROR });
    }
    span.end();
}
/** Attributes of an operation on its span and in metrics: few values each. */
function sharedAttributes({ method, tool, protocolVersion = '', transport }) {
    return {
        [attributes.method]: method,
        [attributes.transport]: transport,
        ...(tool === undefined ? {} : { [attributes.tool]: tool }),
        ...(method === 'tools/call' ? { [attributes.operation]: 'execute_tool' } : {}),
        ...(PROTOCOL_VERSION.test(protocolVersion) ? { [attributes.protocolVersion]: protocolVersion } : {}),
    };
}
function ownAttributes({ jsonRpcId }) {
    const id = String(jsonRpcId);
    return HARMLESS_ID.test(id) ? { [attributes.jsonRpcId]: id } : {};
}
/**
 * The parent span: from `_meta`, else the active one or from HTTP headers. With `_meta` the transport's own trace
 * becomes a link, as the conventions specify.
 */
function parentOf({ meta, headers }, { api }) {
    const { propagation, trace, context, isSpanContextValid } = api;
    const spanOf = (candidate) => {
        const found = trace.getSpanContext(candidate);
        return found !== undefined && isSpanContextValid(found) ? [{ context: found }] : [];
    };
    const active = context.active();
    const ambient = spanOf(active).length > 0 || headers === undefined
        ? active
        : propagation.extract(active, headers, {
            get: (carrier, key) => carrier.get(key) ?? undefined,
            keys: (carrier) => [...carrier.keys()],
        });
    const stated = propagation.extract(api.ROOT_CONTEXT, meta, { get: textOf, keys: () => [] });
    return spanOf(stated).length > 0
        ? { parent: stated, links: spanOf(ambient) }
        : { parent: ambient, links: [] };
}
function textOf(meta, key) {
    if (typeof meta !== 'object' || meta === null || !Object.hasOwn(meta, key)) {
        return undefined;
    }
    const value = Reflect.get(meta, key);
    return typeof value === 'string' ? value : undefined;
}
function codeOf(error) {
    const code = error instanceof Error ? Reflect.get(error, 'code') : undefined;
    return typeof code === 'number' && Number.isSafeInteger(code) ? code : INTERNAL_ERROR;
}
