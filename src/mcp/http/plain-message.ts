import type { IncomingHttpHeaders } from 'node:http';
import { SUPPORTED_PROTOCOL_VERSIONS } from '@modelcontextprotocol/server';
import { isPlainLegacy, isPlainStateless, plainRequest, type PlainRequest } from '../calls/plain-request.js';
import { STATELESS_VERSION } from '../calls/protocol.js';

/** A message that the SDK would accept, and answer as `directAnswer` does. */
export interface PlainMessage extends PlainRequest {
  readonly isStateless: boolean;
  readonly version: string | undefined;
}

/** The message, if it is one that this path answers. What is doubtful, such as an unknown member, is not. */
export function plainMessage(
  headers: IncomingHttpHeaders,
  body: unknown,
  mayAsk: boolean,
): PlainMessage | undefined {
  const request = plainRequest(body);
  const accept = headerText(headers, 'accept') ?? '';
  if (
    request === undefined ||
    !accept.includes('application/json') ||
    !accept.includes('text/event-stream') ||
    // The session of an earlier client says what it can be asked.
    headers['mcp-session-id'] !== undefined
  ) {
    return undefined;
  }
  const version = headerText(headers, 'mcp-protocol-version');
  const isStateless = version === STATELESS_VERSION;
  const isPlain = isStateless
    ? hasStatelessHeaders(headers, request) && isPlainStateless(request, mayAsk)
    : hasLegacyHeaders(headers, version) && isPlainLegacy(request);
  return isPlain ? { ...request, version, isStateless } : undefined;
}

/** Before 2026: a known version or none. */
function hasLegacyHeaders(headers: IncomingHttpHeaders, version: string | undefined): boolean {
  return (
    (version === undefined || SUPPORTED_PROTOCOL_VERSIONS.includes(version)) &&
    headers['mcp-method'] === undefined &&
    headers['mcp-name'] === undefined
  );
}

/** From 2026 on headers repeat the body. */
function hasStatelessHeaders(headers: IncomingHttpHeaders, { method, name }: PlainRequest): boolean {
  return (
    headers['mcp-method'] === method && headers['mcp-name'] === (method === 'tools/call' ? name : undefined)
  );
}

/** A header with one value. */
export function headerText(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name.toLowerCase()];
  return typeof value === 'string' ? value : undefined;
}
