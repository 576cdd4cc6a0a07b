import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { bareToolName, type HostedTool } from '../client/hosted-tool.js';

import { ReconnectError } from '../../errors.js';
import type { HostedConnection } from '../hosted-token.js';
import { sendUpstream } from '../request/send-upstream.js';
import { UpstreamFailure } from '../request/upstream-failure.js';
import { filterToolList } from './filter-tool-list.js';
import { headersForClient, headersForUpstream } from './forwarded-headers.js';
import type { ProxiedMessage } from './proxied-message.js';
import { accessError, failureError, sendProxyError, type ProxyOutcome } from './proxy-answers.js';
import {
  defaultAnswerLimits,
  readWhole,
  relayBody,
  type AnswerLimits,
  type Relayed,
} from './relay-answer.js';
import { isToolAllowed, type ToolPolicy } from './tool-policy.js';

/** Milliseconds to the head of an answer: an AI search takes several seconds before it says anything. */
const HEAD_TIMEOUT_MS = 120_000;

/** The live list of a connection's tools. */
type ToolsOf = (connection: HostedConnection, signal: AbortSignal) => Promise<readonly HostedTool[]>;

/** A body that was authenticated, bounded, parsed and understood. */
export interface ProxyRequest {
  readonly body: unknown;
  readonly messages: readonly ProxiedMessage[];
  readonly headers: IncomingHttpHeaders;
  readonly connection: HostedConnection;
  /** The error with the way back for this caller. */
  readonly explainLoss: (error: ReconnectError) => Promise<ReconnectError>;
  readonly policy: ToolPolicy;
  /** Told before a call is passed on, if the caller wants to know. */
  readonly onChanging?: (tools: ChangingTools) => void;
  readonly response: ServerResponse;
  /** Aborts when the client leaves. */
  readonly signal: AbortSignal;
}

/** How it ended. */
export interface Proxied {
  readonly outcome: ProxyOutcome;
  /** Of the answer's body. */
  readonly bytes: number;
}

/** The called tools that do not say that they only read. */
export type ChangingTools = ReadonlySet<string>;

const OUTCOME_OF_END: Readonly<Record<Relayed['end'], ProxyOutcome>> = {
  whole: 'ok',
  left: 'cancelled',
  too_large: 'too_large',
  late: 'unavailable',
  cut: 'unavailable',
};

/**
 * Passes messages on to Notion's hosted server with the connection's token, and its answers back as they are. What was
 * parsed is written again in place of the client's bytes: two readers of one text may understand a member that stands in it
 * twice in two ways, and what is checked here must be what is run there.
 */
export class HostedProxy {
  readonly #toolsOf: ToolsOf;
  readonly #limits: AnswerLimits;

  constructor(toolsOf: ToolsOf, limits: AnswerLimits = defaultAnswerLimits) {
    this.#toolsOf = toolsOf;
    this.#limits = limits;
  }

  /** Answers in any case but one: rejects with an unexpected error before anything is sent. */
  async forward(request: ProxyRequest): Promise<Proxied> {
    const { response, messages, body, signal } = request;
    try {
      if (!(await this.#mayCall(request))) {
        const error = accessError(
          'This tool may not be called through this server: it is not among the tools that only read, or not among those that the operator or the key allows.',
        );
        sendProxyError(response, messages, Array.isArray(body), error);
        return { outcome: 'access', bytes: 0 };
      }
      const answer = await this.#send(request);
      return await this.#answer(answer, request);
    } catch (error) {
      if (signal.aborted) {
        return { outcome: 'cancelled', bytes: 0 };
      }
      const known = failureError(error instanceof ReconnectError ? await request.explainLoss(error) : error);
      if (known === undefined || response.headersSent) {
        throw error;
      }
      sendProxyError(response, messages, Array.isArray(body), known);
      return { outcome: known.outcome, bytes: 0 };
    }
  }

  async #mayCall({ messages, policy, connection, signal, onChanging }: ProxyRequest): Promise<boolean> {
    const names = messages.flatMap(({ tool }) => tool ?? []);
    if (names.length === 0) {
      return true;
    }
    const tools = await this.#toolsOf(connection, signal);
    const called = names.map(
      (name) => [name, tools.find((tool) => bareToolName(tool.name) === bareToolName(name))] as const,
    );
    onChanging?.(new Set(called.flatMap(([name, tool]) => (tool?.isReadOnly === true ? [] : [name]))));
    return called.every(([name, tool]) => isToolAllowed(name, tool, policy));
  }

  async #send({ body, headers, messages, connection, signal }: ProxyRequest): Promise<IncomingMessage> {
    const answer = await sendUpstream(
      connection.tokens,
      {
        headers: headersForUpstream(headers),
        body: JSON.stringify(body),
        isRepeatable: messages.every(({ method }) => method !== 'tools/call'),
        headTimeoutMs: HEAD_TIMEOUT_MS,
      },
      signal,
    );
    const status = answer.statusCode ?? 0;
    const encoding = answer.headers['content-encoding'] ?? 'identity';
    const isRedirect = status >= 300 && status < 400;
    if (isRedirect || encoding !== 'identity') {
      answer.destroy();
      throw new UpstreamFailure('malformed');
    }
    return answer;
  }

  async #answer(answer: IncomingMessage, { response, messages, policy }: ProxyRequest): Promise<Proxied> {
    const status = answer.statusCode ?? 502;
    const headers = headersForClient(answer.headers);
    if (messages.some(({ method }) => method === 'tools/list')) {
      const { maxListBytes } = this.#limits;
      const whole = await readWhole(answer, maxListBytes, this.#limits);
      const isEventStream = headers['content-type']?.startsWith('text/event-stream') === true;
      const filtered = filterToolList(whole.toString('utf8'), isEventStream, policy);
      const shown = filtered === undefined ? whole : Buffer.from(filtered);
      response.writeHead(status, { ...headers, 'content-length': String(shown.length) });
      response.end(shown);
      return { outcome: outcomeOf(status, 'whole'), bytes: shown.length };
    }
    if (Number(headers['content-length'] ?? 0) > this.#limits.maxBytes) {
      answer.destroy();
      throw new UpstreamFailure('too_large');
    }
    response.writeHead(status, headers);
    // The head alone tells the client that its call is under way.
    response.flushHeaders();
    const { end, bytes } = await relayBody(answer, response, this.#limits);
    return { outcome: outcomeOf(status, end), bytes };
  }
}

function outcomeOf(status: number, end: Relayed['end']): ProxyOutcome {
  if (end !== 'whole' || status < 400) {
    return OUTCOME_OF_END[end];
  }
  return status === 429 || status === 529 ? 'wait' : status < 500 ? 'input' : 'unavailable';
}
