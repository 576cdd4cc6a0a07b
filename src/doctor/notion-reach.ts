/** Default URL of the REST API. */
const NOTION_API = 'https://api.notion.com';
/** Milliseconds for one request. */
const REQUEST_TIMEOUT_MS = 5000;

/** The result of one request to the API. */
export type Reachability =
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** Whether the response is one of Notion's API rather than of an intermediary. */
      readonly isNotion: boolean;
      readonly milliseconds: number;
      /** The other side's clock minus ours; absent if the response has no Date header. */
      readonly skewMilliseconds: number | undefined;
    }
  | { readonly kind: 'failed'; readonly code: string };

/** Sends one request without a token, which Notion answers with 401. Never rejects. */
export async function checkReachability(apiUrl: string = NOTION_API): Promise<Reachability> {
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
  } catch (error) {
    return { kind: 'failed', code: codeOf(error) };
  }
}

/** Host name of the API. */
export function hostOf(apiUrl: string = NOTION_API): string {
  return new URL(apiUrl).host;
}

function isNotionError(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'object' in body && body.object === 'error';
}

/** Code of the innermost cause, such as `ENOTFOUND`; `fetch` itself reports only that it failed. */
function codeOf(error: unknown): string {
  let code = 'unknown';
  for (let cause = error; cause instanceof Error; { cause } = cause) {
    code = 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name;
  }
  return code;
}
