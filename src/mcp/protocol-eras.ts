import {
  createMcpHandler,
  legacyStatelessFallback,
  type McpHttpHandler,
  type McpServerFactory,
} from '@modelcontextprotocol/server';
import type { ProtocolSettings } from '../config/http-settings.js';
import type { Log } from '../telemetry/log.js';

/** Both eras, as every client finds them. */
export const standardProtocol: ProtocolSettings = { lenientHeaders: true, legacyOnly: false };

/**
 * Answers the messages of both protocol eras, or of the older one alone: a client that speaks both is then refused in
 * the way that makes it open as it did before 2026.
 */
export function protocolHandler(
  createServer: McpServerFactory,
  { legacyOnly }: ProtocolSettings,
  log: Log,
): Pick<McpHttpHandler, 'fetch' | 'close'> {
  // Only the kind is logged: the message may quote what the client sent.
  const onerror = (error: Error): void => log.warn('refused or failed a message', { error: error.name });
  return legacyOnly
    ? { fetch: legacyStatelessFallback(createServer, onerror), close: () => Promise.resolve() }
    : createMcpHandler(createServer, { onerror });
}
