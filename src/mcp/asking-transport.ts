import {
  WebStandardStreamableHTTPServerTransport,
  isJSONRPCErrorResponse,
  isJSONRPCNotification,
  isJSONRPCRequest,
  isJSONRPCResponse,
  type AuthInfo,
  type JSONRPCMessage,
  type JSONRPCRequest,
  type RequestId,
} from '@modelcontextprotocol/server';
import type { OpenQuestion, OpenQuestions } from './open-questions.js';
import type { SessionNote } from './session-note.js';

/** Names the opening that is told again; no message of the client has arrived yet with which it could be confused. */
const OPENING = 'opening';
/** JSON-RPC 2.0 leaves this code to servers: nobody will answer. */
const UNANSWERED = -32_000;

type SendOptions = Parameters<WebStandardStreamableHTTPServerTransport['send']>[1];

/** Whose request is served. */
export interface AskingClient {
  readonly caller: AuthInfo | undefined;
  readonly note: SessionNote;
  /** Of the protocol, as the client says with each request. */
  readonly version: string;
}

/**
 * The answer to one request of a client before 2026, in the middle of which the client can be asked something. The SDK
 * numbers its questions from zero in each server, and there is one for each request; the client gets an id that no other
 * question has, in any process, and its answer comes back in another request.
 */
export class AskingTransport extends WebStandardStreamableHTTPServerTransport {
  readonly #questions: OpenQuestions;
  readonly #client: AskingClient;
  /** By the SDK's numbers. */
  readonly #open = new Map<RequestId, OpenQuestion>();
  readonly #cancelWatches = new Map<RequestId, Promise<() => void>>();
  #opened: (() => void) | undefined;
  #isClosed = false;

  constructor(questions: OpenQuestions, client: AskingClient) {
    super({ sessionIdGenerator: undefined });
    this.#questions = questions;
    this.#client = client;
  }

  /** Tells the connected server again what the client told another one when it opened: whom one may ask what. */
  async tellOpening(): Promise<void> {
    const { note, version } = this.#client;
    await new Promise<void>((resolve) => {
      this.#opened = resolve;
      this.onmessage?.({
        jsonrpc: '2.0',
        id: OPENING,
        method: 'initialize',
        params: {
          protocolVersion: version,
          capabilities: note.capabilities,
          clientInfo: { name: 'unknown', version: '0' },
        },
      });
    });
    this.#opened = undefined;
  }

  override async send(message: JSONRPCMessage, options?: SendOptions): Promise<void> {
    if (this.#opened !== undefined && isJSONRPCResponse(message) && message.id === OPENING) {
      this.#opened();
    } else if (isJSONRPCRequest(message)) {
      await this.#ask(message, options);
    } else {
      await super.send(this.#withdrawn(message) ?? message, options);
    }
  }

  override async close(): Promise<void> {
    this.#isClosed = true;
    this.#opened?.();
    this.#open.forEach((question) => question.close());
    this.#open.clear();
    for (const watch of this.#cancelWatches.values()) {
      void watch.then((end) => end());
    }
    this.#cancelWatches.clear();
    await super.close();
  }

  async #ask(question: JSONRPCRequest, options: SendOptions): Promise<void> {
    const requestId = options?.relatedRequestId;
    if (requestId === undefined) {
      // There is no stream on which it could go out.
      this.#giveUp(question);
      return;
    }
    await this.#watchForCancel(requestId);
    const open = await this.#questions.open(this.#client.caller, {
      answered: (message) => this.#answered(question, message),
      unanswered: () => {
        const cancelled = this.#withdrawn({
          jsonrpc: '2.0',
          method: 'notifications/cancelled',
          params: { requestId: question.id },
        });
        if (cancelled !== undefined) {
          void super.send(cancelled, options).catch(() => undefined);
        }
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
  async #watchForCancel(requestId: RequestId): Promise<void> {
    if (this.#cancelWatches.has(requestId)) {
      return;
    }
    const { caller, note } = this.#client;
    const watch = this.#questions.whenCancelled(
      { caller, session: note.id, requestId },
      () => void this.close(),
    );
    this.#cancelWatches.set(requestId, watch);
    const end = await watch;
    if (this.#isClosed) {
      end();
    }
  }

  #answered(question: JSONRPCRequest, message: JSONRPCMessage): void {
    this.#open.delete(question.id);
    if (isJSONRPCErrorResponse(message)) {
      this.#giveUp(question);
    } else if (isJSONRPCResponse(message)) {
      this.onmessage?.({ ...message, id: question.id });
    }
  }

  /** A question that could not be put counts as closed without a choice, so that the call ends in words of its own. */
  #giveUp({ id, method }: JSONRPCRequest): void {
    this.onmessage?.(
      method === 'elicitation/create'
        ? { jsonrpc: '2.0', id, result: { action: 'cancel' } }
        : { jsonrpc: '2.0', id, error: { code: UNANSWERED, message: 'The client did not answer.' } },
    );
  }

  /** The notification that a question is cancelled, with the id that the client knows; undefined for any other message. */
  #withdrawn(message: JSONRPCMessage): JSONRPCMessage | undefined {
    if (!isJSONRPCNotification(message) || message.method !== 'notifications/cancelled') {
      return undefined;
    }
    const number = message.params?.['requestId'] as RequestId;
    const question = this.#open.get(number);
    this.#open.delete(number);
    question?.close();
    return question && { ...message, params: { ...message.params, requestId: question.id } };
  }
}
