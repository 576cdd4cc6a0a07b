import { WebStandardStreamableHTTPServerTransport, } from '@modelcontextprotocol/server';
/** Id of the replayed `initialize`; no client message has arrived yet that could share it. */
const OPENING = 'opening';
const CANCELLED = 'notifications/cancelled';
/** From the range that JSON-RPC 2.0 leaves to servers: no answer will come. */
const UNANSWERED_CODE = -32_000;
/**
 * Serves one request of a client before 2026, during which the client can be asked something. The SDK numbers its
 * questions from zero in each server, and each request has its own; the client gets a globally unique id, and its
 * answer arrives in another request.
 */
export class ElicitationTransport extends WebStandardStreamableHTTPServerTransport {
    #elicitations;
    #client;
    /** By the SDK's ids. */
    #open = new Map();
    #cancelWatch;
    #opened;
    #isClosed = false;
    constructor(questions, client) {
        super({ sessionIdGenerator: undefined });
        this.#elicitations = questions;
        this.#client = client;
    }
    /** Replays `initialize` with the capabilities that the client sent to another server object. */
    async sendOpening() {
        const { session, version } = this.#client;
        await new Promise((resolve) => {
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
    async send(message, options) {
        if ('method' in message) {
            await ('id' in message ? this.#ask(message, options) : super.send(this.#named(message), options));
        }
        else if (this.#opened !== undefined && message.id === OPENING) {
            this.#opened();
        }
        else {
            await super.send(message, options);
            // Only one request is served, and this was its response.
            await this.close();
        }
    }
    async close() {
        this.#isClosed = true;
        this.#opened?.();
        this.#open.forEach((question) => question.close());
        this.#open.clear();
        void this.#cancelWatch?.then((end) => end());
        await super.close();
    }
    async #ask(question, options) {
        const requestId = options?.relatedRequestId;
        if (requestId === undefined || this.#isClosed) {
            // There is no stream to send it on.
            this.#giveUp(question);
            return;
        }
        this.#cancelWatch ??= this.#untilCancelled(requestId);
        await this.#cancelWatch;
        const open = await this.#elicitations.open(this.#client.caller, {
            onAnswer: (message) => this.#answered(question, message),
            onTimeout: () => {
                const params = { requestId: question.id };
                // The client closes its prompt, if it still reads.
                this.send({ jsonrpc: '2.0', method: CANCELLED, params }, options).catch(() => undefined);
                this.#giveUp(question);
            },
        });
        if (open === undefined) {
            this.#giveUp(question);
        }
        else if (this.#isClosed) {
            open.close();
        }
        else {
            this.#open.set(question.id, open);
            await super.send({ ...question, id: open.id }, options);
        }
    }
    /** The client cancels a request by its own id, in another request. Both end then. */
    #untilCancelled(requestId) {
        const { caller, session } = this.#client;
        return this.#elicitations.onCancelled({ caller, session: session.id, requestId }, () => void this.close());
    }
    #answered(question, message) {
        this.#open.delete(question.id);
        if ('result' in message) {
            this.onmessage?.({ ...message, id: question.id });
        }
        else {
            this.#giveUp(question);
        }
    }
    /** A question that could not be sent counts as dismissed, so that the call ends with its own message. */
    #giveUp({ id, method }) {
        this.onmessage?.(method === 'elicitation/create'
            ? { jsonrpc: '2.0', id, result: { action: 'cancel' } }
            : { jsonrpc: '2.0', id, error: { code: UNANSWERED_CODE, message: 'The client did not answer.' } });
    }
    /** A notification in the client's terms: one that cancels a question must use the id that was sent. */
    #named(message) {
        const requestId = message.params?.['requestId'];
        const question = message.method === CANCELLED ? this.#open.get(requestId) : undefined;
        if (question === undefined) {
            return message;
        }
        this.#open.delete(requestId);
        question.close();
        return { ...message, params: { ...message.params, requestId: question.id } };
    }
}
