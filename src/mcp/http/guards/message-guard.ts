import type { IncomingHttpHeaders } from 'node:http';
import type { RequestHandler } from 'express';

/** Methods, and the names of tools and prompts, are identifiers. */
const IDENTIFIER = /^[\w./$-]{1,128}$/;
/** What `Mcp-Name` repeats can be an address too, or stand in base64. */
const HEADER_NAME = /^[\w./:%?=&#~+-]{1,300}$/;
/** Versions of the protocol are dates. The library tells a client which other word it has sent, as the protocol wants it. */
const VERSION = /^v?\d[\w.-]{0,18}$/;
const VERSION_KEY = 'io.modelcontextprotocol/protocolVersion';
/** Stands in place of what is none of them. No method, tool or version is called so. */
const UNREADABLE = 'unreadable';

const HEADERS: Readonly<Record<string, RegExp>> = {
  'mcp-protocol-version': VERSION,
  'mcp-method': IDENTIFIER,
  'mcp-name': HEADER_NAME,
};

/**
 * Keeps the protocol's library from repeating foreign words in its refusals: it quotes methods, names and versions that it
 * does not know, and a model may have copied them from a page. What cannot be one is replaced by a word that says so, and
 * the library refuses that, with the code and the id that the protocol asks for.
 */
export const messageGuard: RequestHandler = (request, _response, next) => {
  request.headers = plainHeaders(request.headers);
  request.body = Array.isArray(request.body) ? request.body.map(plainMessage) : plainMessage(request.body);
  next();
};

function plainHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const replaced = Object.entries(HEADERS).filter(
    ([name, pattern]) => headers[name] !== undefined && !pattern.test(String(headers[name])),
  );
  return replaced.length === 0
    ? headers
    : { ...headers, ...Object.fromEntries(replaced.map(([name]) => [name, UNREADABLE])) };
}

function plainMessage(message: unknown): unknown {
  const plain = withPlain(message, 'method', IDENTIFIER);
  return withField(plain, 'params', (params) =>
    withField(withPlain(params, 'name', IDENTIFIER), '_meta', (meta) =>
      withPlain(meta, VERSION_KEY, VERSION),
    ),
  );
}

/** What is no text is refused by the library, which does not repeat it. */
function withPlain(value: unknown, name: string, pattern: RegExp): unknown {
  return withField(value, name, (text) =>
    typeof text === 'string' && !pattern.test(text) ? UNREADABLE : text,
  );
}

/** The object with another value of a field that it has; the same object where that is the same. */
function withField(value: unknown, name: string, change: (inner: unknown) => unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name)) {
    return value;
  }
  const inner: unknown = Reflect.get(value, name);
  const changed = change(inner);
  return changed === inner ? value : { ...value, [name]: changed };
}
