import { readMessage } from './message.js';
import { isObject } from '../../query/json.js';
/** What a request asks for, in words that a test can match. */
export function labelOf(request) {
    const { method, url, body } = request;
    const place = `${method} ${url.pathname}`;
    if (place === 'POST /token') {
        const form = new URLSearchParams(body);
        return `${place} ${form.get('grant_type') ?? (form.has('token') ? 'revocation' : 'unknown')}`;
    }
    if (place !== 'POST /mcp') {
        return place;
    }
    const message = readMessage(body);
    const tool = toolCallOf(request)?.name;
    return [place, message?.method ?? 'answer', ...(tool === undefined ? [] : [tool])].join(' ');
}
/** Name and arguments of a tool call. */
export function toolCallOf({ url, body, }) {
    const message = url.pathname === '/mcp' ? readMessage(body) : undefined;
    if (message?.method !== 'tools/call' || !isObject(message.params)) {
        return undefined;
    }
    return { name: String(message.params['name']), input: message.params['arguments'] };
}
