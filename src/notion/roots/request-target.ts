import { Client, LogLevel } from '@notionhq/client';
import type { ObjectRef } from './ancestry.js';

/** What a request to Notion is about, read off the request itself. */
export type RequestTarget =
  /** Tells itself where it lies. */
  | { readonly kind: 'object'; readonly ref: ObjectRef }
  /** Does not tell where it lies: the object has to be checked first. */
  | { readonly kind: 'below'; readonly ref: ObjectRef; readonly propertyId?: string | undefined }
  | { readonly kind: 'query'; readonly ref: ObjectRef; readonly body: unknown }
  /** Finds objects everywhere. */
  | { readonly kind: 'search' }
  /** People and bots: they lie nowhere. */
  | { readonly kind: 'people' };

const ID = '([0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12})';
const OBJECT = new RegExp(`^GET /v1/(pages|databases|data_sources|blocks)/${ID}$`, 'i');
const BELOW = new RegExp(`^GET /v1/(?:pages|blocks)/${ID}/(?:markdown|children|properties/([^/]+))$`, 'i');
const QUERY = new RegExp(`^POST /v1/data_sources/${ID}/query$`, 'i');
const PEOPLE = /^GET \/v1\/users(?:\/[^/]*)?$/;
const WHOLE_ID = new RegExp(`^${ID}$`, 'i');
const KINDS = { pages: 'page', databases: 'database', data_sources: 'data_source', blocks: 'block' } as const;

/**
 * Finds out what a read would send, without sending it: whatever a tool says that it reads, this is what it reads.
 * Undefined for every request that is none of those this server makes.
 */
export async function targetOf(
  send: (client: Client) => Promise<unknown>,
): Promise<RequestTarget | undefined> {
  let target: RequestTarget | undefined;
  let requests = 0;
  const client = new Client({
    auth: 'none',
    retry: false,
    logLevel: LogLevel.ERROR,
    logger: () => {},
    fetch: async (url, init) => {
      requests += 1;
      target = readTarget(init?.method ?? 'GET', new URL(url), init?.body);
      throw new Error('This request is only looked at.');
    },
  });
  await send(client).catch(() => undefined);
  return requests === 1 ? target : undefined;
}

/** What a request of this form is about. */
export function readTarget(method: string, url: URL, body: unknown): RequestTarget | undefined {
  const line = `${method.toUpperCase()} ${url.pathname}`;
  const object = OBJECT.exec(line);
  if (object !== null) {
    const kind = KINDS[(object[1] ?? '').toLowerCase() as keyof typeof KINDS];
    return { kind: 'object', ref: { kind, id: dashedId(object[2]) } };
  }
  const below = BELOW.exec(line);
  if (below !== null) {
    return { kind: 'below', ref: { kind: 'any', id: dashedId(below[1]) }, propertyId: below[2] };
  }
  const query = QUERY.exec(line);
  if (query !== null) {
    return { kind: 'query', ref: { kind: 'data_source', id: dashedId(query[1]) }, body: parsed(body) };
  }
  if (line === 'GET /v1/comments') {
    const id = url.searchParams.getAll('block_id');
    return id.length === 1 && WHOLE_ID.test(id[0] ?? '')
      ? { kind: 'below', ref: { kind: 'any', id: dashedId(id[0]) } }
      : undefined;
  }
  if (line === 'POST /v1/search') {
    return { kind: 'search' };
  }
  return PEOPLE.test(line) ? { kind: 'people' } : undefined;
}

function dashedId(id = ''): string {
  return id
    .replaceAll('-', '')
    .toLowerCase()
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function parsed(body: unknown): unknown {
  try {
    return typeof body === 'string' ? JSON.parse(body) : undefined;
  } catch {
    return undefined;
  }
}
