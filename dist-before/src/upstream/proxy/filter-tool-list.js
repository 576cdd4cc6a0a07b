import { readHostedTool } from '../client/hosted-tool.js';
import { isToolAllowed } from './tool-policy.js';
/**
 * An answer to `tools/list`, or a batch with one, without the tools that the caller may not call. Undefined where there is
 * nothing to leave out: then the bytes are passed on as they are.
 */
export function filterToolList(answer, isEventStream, policy) {
    if (!isEventStream) {
        return filterJson(answer, policy);
    }
    // Events end with an empty line; the last one may lack it.
    const filtered = answer
        .split(/(\r?\n\r?\n)/)
        .map((event) => filterEvent(event, policy))
        .join('');
    return filtered === answer ? undefined : filtered;
}
const isData = (line) => line.startsWith('data:');
function filterEvent(event, policy) {
    const lines = event.split(/\r?\n/);
    const data = lines.filter((line) => isData(line)).map((line) => line.replace(/^data: ?/, ''));
    const filtered = data.length === 0 ? undefined : filterJson(data.join('\n'), policy);
    return filtered === undefined
        ? event
        : [...lines.filter((line) => !isData(line)), `data: ${filtered}`].join('\n');
}
/** Undefined if nothing is left out. What is no JSON is no list either. */
function filterJson(json, policy) {
    let isChanged = false;
    const withoutForbidden = (message) => {
        const result = member(message, 'result');
        const tools = member(result, 'tools');
        if (!Array.isArray(tools)) {
            return message;
        }
        const allowed = tools.filter((tool) => {
            const read = readHostedTool(tool);
            return read !== undefined && isToolAllowed(read.name, read, policy);
        });
        if (allowed.length === tools.length) {
            return message;
        }
        isChanged = true;
        return { ...message, result: { ...result, tools: allowed } };
    };
    let parsed;
    try {
        parsed = JSON.parse(json);
    }
    catch {
        return undefined;
    }
    const filtered = Array.isArray(parsed)
        ? parsed.map((message) => withoutForbidden(message))
        : withoutForbidden(parsed);
    return isChanged ? JSON.stringify(filtered) : undefined;
}
function member(value, name) {
    return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
        ? Reflect.get(value, name)
        : undefined;
}
