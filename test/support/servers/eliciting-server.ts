import { McpServer, inputRequired, inputResponse } from '@modelcontextprotocol/server';
import type { RequestHandler } from 'express';
import type { ReplyBroker } from '../../../src/mcp/elicitation/reply-broker.js';
import { startHttpServer, type RunningHttpServer } from '../../../src/mcp/http/http.js';
import { InMemoryReplyBroker } from '../../../src/mcp/elicitation/in-memory-reply-broker.js';
import type { ElicitationOptions } from '../../../src/mcp/elicitation/pending-elicitations.js';
import { silentLog } from '../../../src/telemetry/log/log.js';

/** Takes each caller at their word, which is all that these tests need. */
const authenticate: RequestHandler = (request, _response, next) => {
  const spaceId = String(request.headers['x-caller'] ?? 'ada');
  Object.assign(request, { auth: { token: '', clientId: spaceId, scopes: [], extra: { spaceId } } });
  next();
};

/** A server whose tool `ask` asks its client once, and answers with what became of the question. */
export function startAskingServer(options: Partial<ElicitationOptions> = {}): Promise<RunningHttpServer> {
  return startHttpServer({
    host: '127.0.0.1',
    port: 0,
    authToken: undefined,
    allowedHosts: [],
    allowedOrigins: [],
    authenticate,
    createServer,
    log: silentLog,
    drainMilliseconds: 10_000,
    elicitations: { broker: new InMemoryReplyBroker(), timeoutMs: 120_000, ...options },
  });
}

function createServer(): McpServer {
  const server = new McpServer(
    { name: 'asking', version: '0' },
    { capabilities: { tools: { listChanged: false } } },
  );
  server.registerTool('ask', { description: 'Asks.' }, ({ mcpReq }) => {
    const given = inputResponse(mcpReq.inputResponses, 'link');
    return given.kind === 'elicit'
      ? { content: [{ type: 'text', text: given.action }] }
      : inputRequired({
          inputRequests: {
            link: inputRequired.elicitUrl({ message: 'Open this.', url: 'https://example.com/open' }),
          },
        });
  });
  return server;
}

/** A route that tells when nobody waits at an address any more. */
export class WatchedAnswers implements ReplyBroker {
  readonly #answers = new InMemoryReplyBroker();
  #tell = (): void => {};
  /** Resolves with the first withdrawal. */
  readonly withdrawn = new Promise<void>((resolve) => {
    this.#tell = resolve;
  });

  async waitFor(...parameters: Parameters<InMemoryReplyBroker['waitFor']>): Promise<() => void> {
    const withdraw = await this.#answers.waitFor(...parameters);
    return () => {
      withdraw();
      this.#tell();
    };
  }

  deliver(...parameters: Parameters<InMemoryReplyBroker['deliver']>): Promise<boolean> {
    return this.#answers.deliver(...parameters);
  }
}
