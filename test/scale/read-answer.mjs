/** Seconds after which a client comes again that was told no time. */
const UNTOLD_WAIT = 2;
/** What a load balancer says of a server that broke off. */
const BAD_GATEWAY = 502;

/**
 * What a sensible client makes of an HTTP answer: `answered`, `wait` and come again (the budget is used up, too many calls
 * run, or something is away for a moment), `late` (the call's deadline came first), `broken` (nobody knows whether it
 * arrived), or `wrong`.
 */
export function readAnswer({ status, headers, body }) {
  if (status === BAD_GATEWAY) {
    return { kind: 'broken' };
  }
  if (status === 429 || status === 503) {
    return { kind: 'wait', why: `HTTP ${status}`, seconds: Number(headers['retry-after'] ?? UNTOLD_WAIT) };
  }
  const message = status === 200 ? messageIn(body) : undefined;
  if (message?.result === undefined) {
    return { kind: 'wrong', what: `HTTP ${status} ${message?.error?.message ?? ''}`.trim() };
  }
  const { content, isError } = message.result;
  const text = content.map(({ text: part = '' }) => part).join('\n');
  if (isError !== true) {
    return { kind: 'answered', text };
  }
  if (/ within this call's \d+ s\./.test(text)) {
    return { kind: 'late', seconds: UNTOLD_WAIT };
  }
  const [, told] = /Call again in (\d+|a few) s/.exec(text) ?? [];
  const [first] = text.split('\n');
  return told === undefined
    ? { kind: 'wrong', what: first }
    : { kind: 'wait', why: first, seconds: told === 'a few' ? UNTOLD_WAIT : Number(told) };
}

/** Older clients get an event stream, with the answer in its last event. */
function messageIn(body) {
  const json = body.startsWith('{') ? body : body.slice(body.lastIndexOf('data: ') + 'data: '.length);
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
