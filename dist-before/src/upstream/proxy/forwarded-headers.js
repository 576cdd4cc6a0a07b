/** What a client says about its message. Everything else stays here: cookies, `Authorization`, addresses, hops. */
const TO_UPSTREAM = ['mcp-protocol-version', 'mcp-session-id', 'mcp-method', 'mcp-name'];
/** The parameters that a tool wants repeated in headers (2026-07-28). */
const PARAMETER_PREFIX = 'mcp-param-';
/** What the hosted server says about its answer. A challenge would make clients sign in at Notion instead of here. */
const TO_CLIENT = ['content-type', 'content-length', 'mcp-protocol-version', 'mcp-session-id', 'retry-after'];
/** Both forms, as the protocol requires of clients; the hosted server answers with either. */
const ACCEPT = 'application/json, text/event-stream';
/** The headers of a message as they are passed on. */
export function headersForUpstream(given) {
    const headers = {
        'content-type': 'application/json',
        accept: typeof given.accept === 'string' ? given.accept : ACCEPT,
    };
    for (const [name, value] of Object.entries(given)) {
        if (typeof value === 'string' && (TO_UPSTREAM.includes(name) || name.startsWith(PARAMETER_PREFIX))) {
            headers[name] = value;
        }
    }
    return headers;
}
/** The headers of an answer as they are passed on. */
export function headersForClient(given) {
    return Object.fromEntries(TO_CLIENT.flatMap((name) => {
        const value = given[name];
        return typeof value === 'string' ? [[name, value]] : [];
    }));
}
