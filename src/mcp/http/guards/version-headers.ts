import type { IncomingHttpHeaders } from 'node:http';
import { CLIENT_INFO_META_KEY, PROTOCOL_VERSION_META_KEY } from '@modelcontextprotocol/server';
import type { RequestHandler } from 'express';
import { LRUCache } from 'lru-cache';
import * as z from 'zod';
import type { Log } from '../../../telemetry/log/log.js';
import { STATELESS_VERSION } from '../../calls/protocol.js';

const VERSION_HEADER = 'mcp-protocol-version';
/** Clients that are logged once each. */
const MAX_LOGGED_CLIENTS = 100;

const version = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/**
 * A version in which a request states its version in the body and repeats it in headers. Versions are dates, which sort as
 * texts.
 */
export const statelessVersion = version.refine((date) => date >= STATELESS_VERSION);
/** The loggable part of a client's name: a product name, not a sentence. */
const label = z
  .string()
  .regex(/^[\w./ -]{1,40}$/)
  .catch('unnamed');

/** Text that a header can hold. */
const HEADER_TEXT = /^[\x21-\x7e]+$/;

const modernRequest = z.object({
  method: z.string().regex(HEADER_TEXT),
  params: z.looseObject({
    name: z.unknown().optional(),
    uri: z.unknown().optional(),
    _meta: z.looseObject({
      [PROTOCOL_VERSION_META_KEY]: statelessVersion,
      [CLIENT_INFO_META_KEY]: z
        .object({ name: label, version: label })
        .catch({ name: 'unnamed', version: 'unnamed' }),
    }),
  }),
});

/**
 * Serves clients whose header still names the version of an earlier conversation while the body is of the new era, as
 * some hosted ones do; the protocol would have them refused. The body takes precedence, and missing headers are filled
 * in from it. A header that contradicts the body is left to be refused: an intermediary may have relied on it.
 */
export function addVersionHeaders(log: Log): RequestHandler {
  const known = new LRUCache<string, true>({ max: MAX_LOGGED_CLIENTS });
  return (request, _response, next) => {
    const repaired = missingVersionHeaders(request.headers, request.body);
    if (repaired !== undefined) {
      request.headers = repaired.headers;
      const { name, version: clientVersion } = repaired.client;
      const client = `${name} ${clientVersion}`;
      if (!known.has(client)) {
        known.set(client, true);
        log.warn('a client sends an old protocol version in its header; using the version in the body', {
          client,
        });
      }
    }
    next();
  };
}

/** The headers according to the body; undefined if there is nothing to repair. */
export function missingVersionHeaders(
  headers: IncomingHttpHeaders,
  body: unknown,
): { headers: IncomingHttpHeaders; client: { readonly name: string; readonly version: string } } | undefined {
  const stated = version.safeParse(headers[VERSION_HEADER]);
  if (!stated.success || stated.data >= STATELESS_VERSION) {
    return undefined;
  }
  const parsed = modernRequest.safeParse(body);
  if (!parsed.success) {
    return undefined;
  }
  const { method, params } = parsed.data;
  const name = namedBy(method, params);
  return {
    headers: {
      'mcp-method': method,
      ...(name === undefined ? {} : { 'mcp-name': name }),
      ...headers,
      [VERSION_HEADER]: params._meta[PROTOCOL_VERSION_META_KEY],
    },
    client: params._meta[CLIENT_INFO_META_KEY],
  };
}

/** The value of `Mcp-Name`, if it can be a header value. */
function namedBy(
  method: string,
  { name, uri }: { readonly name?: unknown; readonly uri?: unknown },
): string | undefined {
  const named =
    method === 'resources/read' ? uri : /^(tools\/call|prompts\/get)$/.test(method) ? name : undefined;
  return typeof named === 'string' && HEADER_TEXT.test(named) ? named : undefined;
}
