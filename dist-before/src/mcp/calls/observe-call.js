import { describeError } from '../../telemetry/log/log.js';
import { observeOperation } from '../../telemetry/operation.js';
import { RequestError } from './protocol.js';
import { callerSpace } from './request-caller.js';
import { answerLength } from './tool-answer.js';
/** Runs `tools/list` in a span, and logs a failure. */
export function observeListing(origin, { caller, log }, list) {
    const reported = () => list().catch((error) => {
        const from = { caller: caller?.clientId, space: callerSpace(caller) };
        throw unexpected(log, 'could not list the tools', from, error);
    });
    return observeOperation(operationOf('tools/list', undefined, origin), reported, () => ({}));
}
/** Runs `tools/call` in a span and logs it. `tool` is undefined for an unknown name, which is not recorded. */
export function observeCall(origin, { tool, caller, log, }, call) {
    return observeOperation(operationOf('tools/call', tool, origin), () => logCall(log, { tool, caller }, call), reportOf);
}
/** Logs one line per tool call: caller, tool, outcome and cost. */
export async function logCall(log, { tool, caller }, call) {
    const started = performance.now();
    const from = { tool, caller: caller?.clientId, space: callerSpace(caller) };
    const milliseconds = () => Math.round(performance.now() - started);
    try {
        const answer = await call();
        log.info('called a tool', {
            ...from,
            outcome: answer.outcome,
            ms: milliseconds(),
            requests: answer.requestCount,
            characters: answerLength(answer),
        });
        return answer;
    }
    catch (error) {
        throw unexpected(log, 'could not call a tool', { ...from, ms: milliseconds() }, error);
    }
}
/** For example an unreadable database: logged, and nothing of it sent. The SDK would send the error's own message. */
function unexpected(log, message, fields, error) {
    if (error instanceof RequestError) {
        return error;
    }
    log.error(message, { ...fields, ...describeError(error) });
    return new RequestError('internalError', 'The server failed unexpectedly.');
}
function operationOf(method, tool, { id, meta, protocolVersion, headers }) {
    return {
        method,
        tool,
        jsonRpcId: id,
        protocolVersion,
        transport: headers === undefined ? 'pipe' : 'tcp',
        meta,
        headers,
    };
}
/** An answer that reports a failure counts as an error. */
function reportOf(answer) {
    const { outcome, requestCount } = answer;
    const failed = outcome !== 'ok' && outcome !== 'cancelled';
    return {
        errorType: failed ? outcome : undefined,
        cancelled: outcome === 'cancelled',
        requestCount,
        answerSize: answerLength(answer),
    };
}
