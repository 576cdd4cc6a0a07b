import {
  WebStandardStreamableHTTPServerTransport,
  type AuthInfo,
  type JSONRPCMessage,
  type JSONRPCNotification,
  type JSONRPCRequest,
  type RequestId,
} from '@modelcontextprotocol/server';
import type { PendingElicitation, PendingElicitations } from './pending-elicitations.js';
import type { SessionCapabilities } from './session-capabilities.js';

/** Id of the replayed `initialize`; no message of the client has arrived yet that could have the same. */
const OPENING = 'opening';
const CANCELLED = 'notifications/cancelled';
/** Of the range that JSON-RPC 2.0 leaves to servers: no answer will come. */
const UNANSWERED_CODE = -32_000;

type SendOptions = Parameters<WebStandardStreamableHTTPServerTransport['send']>[1];

/** Whose request is served. */
interface ElicitationClient {
  readonly caller: AuthInfo | undefined;
  readonly session: SessionCapabilities;
  /** Of the protocol, as the client says with each request. */
  readonly version: string;
}

/**
 * Serves one request of a client before 2026, in the middle of which the client can be asked something. The SDK
 * numbers its questions from zero in each server, and there is one for each request; the client gets an id that no other
 * question has, in any process, and its answer comes back in another request.
 */
export class ElicitationTransport extends WebStandardStreamableHTTPServerTransport {
  readonly #elicitations: PendingElicitations;
  readonly #client: ElicitationClient;
  /** By the SDK's numbers. */
  readonly #open = new Map<RequestId, PendingElicitation>();
  #cancelWatch: Promise<() => void> | undefined;
  #opened: (() => void) | undefined;
  #isClosed = false;

  constructor(questions: PendingElicitations, client: ElicitationClient) {
    super({ sessionIdGenerator: undefined });
    this.#elicitations = questions;
    this.#client = client;
  }

  /** Replays `initialize` with the capabilities that the client sent to another server object. */
  async sendOpening(): Promise<void> {
    const { session, version } = this.#client;
    await new Promise<void>((resolve) => {
      this.#opened = resolve;
      this.onmessage?.({
        jsonrpc: '2.0',
        id: OPENING,
        method: 'initialize',
        params: {
          protocolVersion: version,
          capabilities: session.capabilities,
          clientInfo: { name: 'unknown', version: '0' },
        },
      });
    });
    this.#opened = undefined;
  }

  override async send(message: JSONRPCMessage, options?: SendOptions): Promise<void> {
    if ('method' in message) {
      await ('id' in message ? this.#ask(message, options) : super.send(this.#named(message), options));
    } else if (this.#opened !== undefined && message.id === OPENING) {
      this.#opened();
    } else {
      await super.send(message, options);
      // It is served one request, and this was the answer.
      await this.close();
    }
  }

  override async close(): Promise<void> {
    this.#isClosed = true;
    this.#opened?.();
    this.#open.forEach((question) => question.close());
    this.#open.clear();
    void this.#cancelWatch?.then((end) => end());
    await super.close();
  }

  async #ask(question: JSONRPCRequest, options: SendOptions): Promise<void> {
    const requestId = options?.relatedRequestId;
    if (requestId === undefined || this.#isClosed) {
      // There is no stream on which it could go out.
      this.#giveUp(question);
      return;
    }
    this.#cancelWatch ??= this.#untilCancelled(requestId);
    await this.#cancelWatch;
    const open = await this.#elicitations.open(this.#client.caller, {
      onAnswer: (message) => this.#answered(question, message),
      onTimeout: () => {
        const params = { requestId: question.id };
        // The client closes what it shows, if it still reads.
        this.send({ jsonrpc: '2.0', method: CANCELLED, params }, options).catch(() => undefined);
        this.#giveUp(question);
      },
    });
    if (open === undefined) {
      this.#giveUp(question);
    } else if (this.#isClosed) {
      open.close();
    } else {
      this.#open.set(question.id, open);
      await super.send({ ...question, id: open.id }, options);
    }
  }

  /** The client says with its own number which request it cancels, in another request. Both end then. */
  #untilCancelled(requestId: RequestId): Promise<() => void> {
    const { caller, session } = this.#client;
    return this.#elicitations.onCancelled(
      { caller, session: session.id, requestId },
      () => void this.close(),
    );
  }

  #answered(question: JSONRPCRequest, message: JSONRPCMessage): void {
    this.#open.delete(question.id);
    if ('result' in message) {
      this.onmessage?.({ ...message, id: question.id });
    } else {
      this.#giveUp(question);
    }
  }

  /** A question that could not be put counts as closed without a choice, so that the call ends in words of its own. */
  #giveUp({ id, method }: JSONRPCRequest): void {
    this.onmessage?.(
      method === 'elicitation/create'
        ? { jsonrpc: '2.0', id, result: { action: 'cancel' } }
        : { jsonrpc: '2.0', id, error: { code: UNANSWERED_CODE, message: 'The client did not answer.' } },
    );
  }

  /** A notification as the client understands it: one that cancels a question has to name it by the id that went out. */
  #named(message: JSONRPCNotification): JSONRPCNotification {
    const requestId = message.params?.['requestId'] as RequestId;
    const question = message.method === CANCELLED ? this.#open.get(requestId) : undefined;
    if (question === undefined) {
      return message;
    }
    this.#open.delete(requestId);
    question.close();
    return { ...message, params: { ...message.params, requestId: question.id } };
  }
}
