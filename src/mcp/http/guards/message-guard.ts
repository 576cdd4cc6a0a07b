import type { IncomingHttpHeaders } from 'node:http';
import type { RequestHandler } from 'express';

/** Methods, and the names of tools and prompts, are identifiers. */
const IDENTIFIER = /^[\w./$-]{1,128}$/;
/** A resource: what RFC 6570 leaves unencoded in a variable, and the signs of an address. Titles can be long. */
const URI = /^[\w./:%?=&#~+-]{1,2000}$/;
/** Protocol versions are dates. The SDK reports other versions to the client, as the protocol requires. */
const VERSION = /^v?\d[\w.-]{0,18}$/;
const VERSION_KEY = 'io.modelcontextprotocol/protocolVersion';
/** Placeholder for invalid identifiers. No method, tool or version has this name. */
const UNREADABLE = 'unreadable';

const HEADERS: Readonly<Record<string, RegExp>> = {
  'mcp-protocol-version': VERSION,
  'mcp-method': IDENTIFIER,
  // What it repeats can be an address too, or stand in base64.
  'mcp-name': URI,
};

/**
 * Keeps the SDK from echoing foreign text in its errors: it quotes unknown methods, names and versions, which a model
 * may have copied from a page. Anything that is not an identifier is replaced by a placeholder, which the SDK refuses
 * with the code and id that the protocol requires.
 */
export const messageGuard: RequestHandler = (request, _response, next) => {
  request.headers = withoutForeignHeaders(request.headers);
  request.body = Array.isArray(request.body)
    ? request.body.map(withoutForeignText)
    : withoutForeignText(request.body);
  next();
};

/** The same headers if there is nothing to replace. */
export function withoutForeignHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const replaced = Object.entries(HEADERS).filter(
    ([name, pattern]) => headers[name] !== undefined && !pattern.test(String(headers[name])),
  );
  return replaced.length === 0
    ? headers
    : { ...headers, ...Object.fromEntries(replaced.map(([name]) => [name, UNREADABLE])) };
}

/** The same message if there is nothing to replace. */
export function withoutForeignText(message: unknown): unknown {
  const plain = withPlain(message, 'method', IDENTIFIER);
  return withField(plain, 'params', (params) =>
    withField(withPlain(withPlain(params, 'name', IDENTIFIER), 'uri', URI), '_meta', (meta) =>
      withPlain(meta, VERSION_KEY, VERSION),
    ),
  );
}

/** Values of other types are refused by the SDK, which does not echo them. */
function withPlain(value: unknown, name: string, pattern: RegExp): unknown {
  return withField(value, name, (text) =>
    typeof text === 'string' && !pattern.test(text) ? UNREADABLE : text,
  );
}

/** The object with a replaced field; the same object if the field is unchanged. */
function withField(value: unknown, name: string, change: (inner: unknown) => unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name)) {
    return value;
  }
  const inner: unknown = Reflect.get(value, name);
  const changed = change(inner);
  return changed === inner ? value : { ...value, [name]: changed };
}
