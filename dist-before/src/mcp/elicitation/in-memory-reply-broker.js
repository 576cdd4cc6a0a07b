/** Delivers messages between the requests of one process: enough for a single process. */
export class InMemoryReplyBroker {
    #listeners = new Map();
    waitFor(address, receive) {
        this.#listeners.set(address, receive);
        return Promise.resolve(() => {
            if (this.#listeners.get(address) === receive) {
                this.#listeners.delete(address);
            }
        });
    }
    deliver(address, message) {
        const receive = this.#listeners.get(address);
        this.#listeners.delete(address);
        receive?.(message);
        return Promise.resolve(receive !== undefined);
    }
}
