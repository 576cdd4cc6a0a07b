import { SANDBOX_TOKEN } from '../../src/sandbox/server.js';
import type { Sandbox } from '../../src/sandbox/server.js';

/** What came back, read as JSON where it is JSON. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
  readonly text: string;
}

/** One raw request, with good headers unless others are given; `undefined` removes one. */
export async function call(
  sandbox: Sandbox,
  endpoint: string,
  body?: unknown,
  headers: Record<string, string | undefined> = {},
): Promise<Reply> {
  const [method = 'GET', path = '/'] = endpoint.split(' ');
  const all = {
    authorization: `Bearer ${SANDBOX_TOKEN}`,
    'notion-version': '2026-03-11',
    'content-type': 'application/json',
    ...headers,
  };
  const sent = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const response = await fetch(`${sandbox.url}${path}`, {
    method,
    headers: sent,
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  return {
    status: response.status,
    headers: response.headers,
    body: isJson ? (JSON.parse(text) as unknown) : undefined,
    text,
  };
}
