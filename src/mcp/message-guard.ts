import type { RequestHandler } from 'express';
import { sendError } from './http-errors.js';

/** JSON-RPC 2.0: the body is no message. */
const INVALID_REQUEST = -32_600;
/** Methods, and the names of tools and prompts, are identifiers. */
const IDENTIFIER = /^[\w./$-]{1,128}$/;
/** What `Mcp-Name` repeats can be an address too, or stand in base64. */
const HEADER_NAME = /^[\w./:%?=&#~+-]{1,300}$/;
/** Versions of the protocol are dates. */
const VERSION = /^\d{4}-\d{2}-\d{2}$/;
const VERSION_KEY = 'io.modelcontextprotocol/protocolVersion';

const HEADERS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['mcp-protocol-version', VERSION],
  ['mcp-method', IDENTIFIER],
  ['mcp-name', HEADER_NAME],
];

/**
 * Refuses in words of its own what the protocol's library would repeat in a refusal: methods, names and versions that are
 * none. A model may have copied them from a page, and people read refusals too. What is let through is one word.
 */
export const messageGuard: RequestHandler = (request, response, next) => {
  const header = HEADERS.find(([name, pattern]) => {
    const value = request.headers[name];
    return value !== undefined && !(typeof value === 'string' && pattern.test(value));
  });
  if (header !== undefined) {
    sendError(response, 400, `The header ${header[0]} cannot be read.`, INVALID_REQUEST);
    return;
  }
  const messages: readonly unknown[] = Array.isArray(request.body) ? request.body : [request.body];
  if (messages.every((message) => isPlain(message))) {
    next();
    return;
  }
  sendError(
    response,
    400,
    'The method, name or protocol version of the message cannot be read.',
    INVALID_REQUEST,
  );
};

function isPlain(message: unknown): boolean {
  const { method, params } = fieldsOf(message);
  const { name, _meta: meta } = fieldsOf(params);
  const version = fieldsOf(meta)[VERSION_KEY];
  return fits(method, IDENTIFIER) && fits(name, IDENTIFIER) && fits(version, VERSION);
}

/** What is no text is refused by the library, which does not repeat it. */
function fits(value: unknown, pattern: RegExp): boolean {
  return typeof value !== 'string' || pattern.test(value);
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
