/** Default URL of the REST API. */
const NOTION_API = 'https://api.notion.com';
/** Milliseconds for one request. */
const REQUEST_TIMEOUT_MS = 5000;
/** Sends one request without a token, which Notion answers with 401. Never rejects. */
export async function checkReachability(apiUrl = NOTION_API) {
    const sentAt = Date.now();
    try {
        const response = await fetch(`${apiUrl}/v1/users/me`, {
            redirect: 'manual',
            signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
        });
        const answeredAt = Date.now();
        const date = Date.parse(response.headers.get('date') ?? '');
        return {
            kind: 'answered',
            status: response.status,
            isNotion: isNotionError(await response.json().catch(() => undefined)),
            milliseconds: answeredAt - sentAt,
            // The header has whole seconds: on average half a second has passed when it is sent.
            skewMilliseconds: Number.isNaN(date) ? undefined : date + 500 - (sentAt + answeredAt) / 2,
        };
    }
    catch (error) {
        return { kind: 'failed', code: codeOf(error) };
    }
}
/** Host name of the API. */
export function hostOf(apiUrl = NOTION_API) {
    return new URL(apiUrl).host;
}
function isNotionError(body) {
    return typeof body === 'object' && body !== null && 'object' in body && body.object === 'error';
}
/** Code of the innermost cause, such as `ENOTFOUND`; `fetch` itself reports only that it failed. */
function codeOf(error) {
    let code = 'unknown';
    for (let cause = error; cause instanceof Error; { cause } = cause) {
        code = 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name;
    }
    return code;
}
