import { beginOperation } from '../../../bounded-work/running-operations.js';
import { describeError } from '../../../telemetry/log/log.js';
import { observeOperation } from '../../../telemetry/operation.js';
import { knownToolLabel } from '../../../upstream/proxy/tool-label.js';
import { callerSpace } from '../../calls/request-caller.js';
import { headerText } from '../plain-message.js';
/**
 * Records calls and listings as those of our own tools are: the tool's name and how it ended, and nothing of what was sent
 * or answered. Names that are not Notion's are not recorded.
 */
export async function observeProxied(request, { messages, auth, log }, forward) {
    const observed = messages.find(({ method }) => method === 'tools/call' || method === 'tools/list');
    const tool = observed?.tool === undefined ? undefined : knownToolLabel(observed.tool);
    const started = performance.now();
    const end = beginOperation('POST /mcp/hosted');
    const from = { method: observed?.method, tool, caller: auth?.clientId, space: callerSpace(auth) };
    const logged = async () => {
        try {
            const proxied = await forward();
            if (observed !== undefined) {
                const { outcome, bytes } = proxied;
                log.info('passed a call on to the hosted server', { ...from, outcome, bytes, ms: since(started) });
            }
            return proxied;
        }
        catch (error) {
            log.error('could not pass a call on', { ...from, ms: since(started), ...describeError(error) });
            throw error;
        }
        finally {
            end();
        }
    };
    if (observed === undefined) {
        await logged();
        return;
    }
    const { headers } = request;
    await observeOperation({
        method: observed.method === 'tools/list' ? 'tools/list' : 'tools/call',
        tool,
        jsonRpcId: observed.id ?? '',
        protocolVersion: headerText(headers, 'mcp-protocol-version'),
        transport: 'tcp',
        meta: undefined,
        headers: {
            get: (name) => headerText(headers, name) ?? null,
            keys: () => Object.keys(headers).values(),
        },
    }, logged, ({ outcome, bytes }) => ({
        errorType: outcome === 'ok' || outcome === 'cancelled' ? undefined : outcome,
        cancelled: outcome === 'cancelled',
        answerSize: bytes,
    }));
}
function since(started) {
    return Math.round(performance.now() - started);
}
