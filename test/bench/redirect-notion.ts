// Preload (node --import) for servers that call api.notion.com: their requests go to NOTION_SANDBOX_URL instead.
// The sandbox speaks one API version. Whatever version a server sends is replaced by it, and reported once on stderr.
import http, {
  type ClientRequest,
  type IncomingMessage,
  type OutgoingHttpHeader,
  type RequestOptions,
} from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';

const NOTION_HOST = 'api.notion.com';
const VERSION_HEADER = 'notion-version';
const SANDBOX_VERSION = '2026-03-11';

const sandbox = new URL(process.env['NOTION_SANDBOX_URL'] ?? '');
const reported = new Set<string>();

function withSandboxVersion<Value extends OutgoingHttpHeader>(
  headers: Readonly<Record<string, Value>>,
): Record<string, Value | string> {
  const entries = Object.entries(headers);
  const sent = String(entries.find(([name]) => name.toLowerCase() === VERSION_HEADER)?.[1] ?? 'none');
  if (!reported.has(sent)) {
    reported.add(sent);
    process.stderr.write(`notion-version sent: ${sent}\n`);
  }
  const others = entries.filter(
    ([name]) => name.toLowerCase() !== VERSION_HEADER && name.toLowerCase() !== 'host',
  );
  return { ...Object.fromEntries(others), 'Notion-Version': SANDBOX_VERSION };
}

type Callback = (response: IncomingMessage) => void;
/** Node's three ways to call request: (url, options, callback), (url, callback), (options, callback). */
type Parameters = [
  first: string | URL | RequestOptions,
  second?: RequestOptions | Callback,
  callback?: Callback,
];

const original = https.request as (...parameters: Parameters) => ClientRequest;

function redirected(...parameters: Parameters): ClientRequest {
  const [first, second, third] = parameters;
  const isAddress = typeof first === 'string' || first instanceof URL;
  const address = isAddress ? new URL(first) : undefined;
  const options = isAddress ? (typeof second === 'object' ? second : {}) : first;
  if ((options.hostname ?? options.host ?? address?.hostname) !== NOTION_HOST) {
    return original(...parameters);
  }
  return http.request(
    {
      method: options.method,
      path: options.path ?? `${address?.pathname ?? '/'}${address?.search ?? ''}`,
      headers: withSandboxVersion((options.headers ?? {}) as Record<string, OutgoingHttpHeader>),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      hostname: sandbox.hostname,
      port: sandbox.port,
    },
    typeof second === 'function' ? second : third,
  );
}

Object.assign(https, {
  request: redirected,
  get: (...parameters: Parameters) => redirected(...parameters).end(),
});
syncBuiltinESMExports();

const fetchDirectly = globalThis.fetch;
globalThis.fetch = (input, init) => {
  const request = new Request(input, init);
  const url = new URL(request.url);
  if (url.hostname !== NOTION_HOST) {
    return fetchDirectly(request);
  }
  const headers = withSandboxVersion(Object.fromEntries(request.headers));
  return fetchDirectly(new Request(new URL(url.pathname + url.search, sandbox), request), { headers });
};
