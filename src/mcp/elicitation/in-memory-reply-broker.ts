import type { JSONRPCMessage } from '@modelcontextprotocol/server';
import type { AnswerRoute, Receive } from './reply-broker.js';

/** Messages between the requests of one process: enough where there is only one. */
export class LocalAnswers implements AnswerRoute {
  readonly #waiting = new Map<string, Receive>();

  expect(address: string, receive: Receive): Promise<() => void> {
    this.#waiting.set(address, receive);
    return Promise.resolve(() => {
      if (this.#waiting.get(address) === receive) {
        this.#waiting.delete(address);
      }
    });
  }

  deliver(address: string, message: JSONRPCMessage): Promise<boolean> {
    const receive = this.#waiting.get(address);
    this.#waiting.delete(address);
    receive?.(message);
    return Promise.resolve(receive !== undefined);
  }
}
