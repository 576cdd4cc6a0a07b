import {
  createMcpHandler,
  legacyStatelessFallback,
  type McpHttpHandler,
  type McpServerFactory,
} from '@modelcontextprotocol/server';
import type { ProtocolSettings } from '../../config/settings/http-settings.js';
import type { Log } from '../../telemetry/log/log.js';
import { askingHandler } from '../elicitation/elicitation-handler.js';
import type { OpenQuestions } from '../elicitation/pending-elicitations.js';

/** Both eras, as every client finds them. */
export const standardProtocol: ProtocolSettings = { lenientHeaders: true, legacyOnly: false };

/**
 * Answers the messages of both protocol eras, or of the older one alone: a client that speaks both is then refused in
 * the way that makes it open as it did before 2026. With `questions`, clients of the older era can be asked something.
 */
export function protocolHandler(
  createServer: McpServerFactory,
  { legacyOnly }: ProtocolSettings,
  log: Log,
  questions?: OpenQuestions,
): Pick<McpHttpHandler, 'fetch' | 'close'> {
  // Only the kind is logged: the message may quote what the client sent.
  const onerror = (error: Error): void => log.warn('refused or failed a message', { error: error.name });
  const { fetch, close } = legacyOnly
    ? { fetch: legacyStatelessFallback(createServer, onerror), close: () => Promise.resolve() }
    : createMcpHandler(createServer, { onerror });
  return { fetch: questions === undefined ? fetch : askingHandler(fetch, createServer, questions), close };
}
