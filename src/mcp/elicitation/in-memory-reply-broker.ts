import type { JSONRPCMessage } from '@modelcontextprotocol/server';
import type { ReplyBroker, ReplyListener } from './reply-broker.js';

/** Delivers messages between the requests of one process: enough for a single process. */
export class InMemoryReplyBroker implements ReplyBroker {
  readonly #listeners = new Map<string, ReplyListener>();

  waitFor(address: string, receive: ReplyListener): Promise<() => void> {
    this.#listeners.set(address, receive);
    return Promise.resolve(() => {
      if (this.#listeners.get(address) === receive) {
        this.#listeners.delete(address);
      }
    });
  }

  deliver(address: string, message: JSONRPCMessage): Promise<boolean> {
    const receive = this.#listeners.get(address);
    this.#listeners.delete(address);
    receive?.(message);
    return Promise.resolve(receive !== undefined);
  }
}
