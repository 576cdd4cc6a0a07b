/** Methods, and the names of tools and prompts, are identifiers. */
const IDENTIFIER = /^[\w./$-]{1,128}$/;
/** What `Mcp-Name` repeats can be an address too, or stand in base64. */
const HEADER_NAME = /^[\w./:%?=&#~+-]{1,300}$/;
/** Protocol versions are dates. The SDK reports other versions to the client, as the protocol requires. */
const VERSION = /^v?\d[\w.-]{0,18}$/;
const VERSION_KEY = 'io.modelcontextprotocol/protocolVersion';
/** Placeholder for invalid identifiers. No method, tool or version has this name. */
const UNREADABLE = 'unreadable';
const HEADERS = {
    'mcp-protocol-version': VERSION,
    'mcp-method': IDENTIFIER,
    'mcp-name': HEADER_NAME,
};
/**
 * Keeps the SDK from echoing foreign text in its errors: it quotes unknown methods, names and versions, which a model
 * may have copied from a page. Anything that is not an identifier is replaced by a placeholder, which the SDK refuses
 * with the code and id that the protocol requires.
 */
export const messageGuard = (request, _response, next) => {
    request.headers = withoutForeignHeaders(request.headers);
    request.body = Array.isArray(request.body)
        ? request.body.map(withoutForeignText)
        : withoutForeignText(request.body);
    next();
};
/** The same headers if there is nothing to replace. */
export function withoutForeignHeaders(headers) {
    const replaced = Object.entries(HEADERS).filter(([name, pattern]) => headers[name] !== undefined && !pattern.test(String(headers[name])));
    return replaced.length === 0
        ? headers
        : { ...headers, ...Object.fromEntries(replaced.map(([name]) => [name, UNREADABLE])) };
}
/** The same message if there is nothing to replace. */
export function withoutForeignText(message) {
    const plain = withPlain(message, 'method', IDENTIFIER);
    return withField(plain, 'params', (params) => withField(withPlain(params, 'name', IDENTIFIER), '_meta', (meta) => withPlain(meta, VERSION_KEY, VERSION)));
}
/** Values of other types are refused by the SDK, which does not echo them. */
function withPlain(value, name, pattern) {
    return withField(value, name, (text) => typeof text === 'string' && !pattern.test(text) ? UNREADABLE : text);
}
/** The object with a replaced field; the same object if the field is unchanged. */
function withField(value, name, change) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name)) {
        return value;
    }
    const inner = Reflect.get(value, name);
    const changed = change(inner);
    return changed === inner ? value : { ...value, [name]: changed };
}
