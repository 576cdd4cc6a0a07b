/** As the two SDKs and most clients send it. A type with other parameters passes the guards one by one. */
const JSON_TYPES = new Set([
    'application/json',
    'application/json; charset=utf-8',
]);
/** As Node accepts it; the guards decide about anything longer. */
const LENGTH = /^[1-9]\d{0,7}$/;
/** The path with a space, of characters that no router has to decode. */
const SPACE_PATH = /^\/mcp\/([\w.:-]{1,128})$/;
/** Where messages are passed on to Notion's hosted server, unless it is the name of a space. */
const HOSTED_PATH = '/mcp/hosted';
/** Headers that give a request another meaning, or a body that is not simply there. */
const UNUSUAL = ['content-encoding', 'expect', 'transfer-encoding', 'upgrade'];
/** The head, if it is plain. `hasSpaces`: whether the path may name one. */
export function plainHead(request, { maxHeaders, maxBodyBytes }, hasSpaces) {
    const { headers, httpVersion, method, rawHeaders, url = '' } = request;
    const pathSpace = url === '/mcp' || url === HOSTED_PATH || !hasSpaces ? undefined : SPACE_PATH.exec(url)?.[1];
    const length = headers['content-length'] ?? '';
    return method === 'POST' &&
        httpVersion === '1.1' &&
        (url === '/mcp' || pathSpace !== undefined) &&
        rawHeaders.length / 2 <= maxHeaders &&
        JSON_TYPES.has(headers['content-type']) &&
        LENGTH.test(length) &&
        Number(length) <= maxBodyBytes &&
        !UNUSUAL.some((name) => headers[name] !== undefined)
        ? { pathSpace }
        : undefined;
}
