/** Milliseconds for which a link is reused: well below its lifetime of ten minutes. */
const LINK_REUSE_MS = 5 * 60_000;
/** Links cached at once. */
const MAX_LINKS = 10_000;
/** The links shown in tool results. A model that calls repeatedly gets one link, not a flow per call. */
export class ConnectLinks {
    #start;
    #clock;
    #links = new Map();
    constructor(start, clock) {
        this.#start = start;
        this.#clock = clock;
    }
    async linkFor(target) {
        const known = this.#links.get(target);
        if (known !== undefined) {
            const { link, isOpen } = await known.made;
            if (known.until > this.#clock.now().getTime() && (await isOpen())) {
                return link;
            }
            if (this.#links.get(target) !== known) {
                // A concurrent call has found the same link invalid and created a new one.
                return this.linkFor(target);
            }
        }
        if (this.#links.size >= MAX_LINKS) {
            this.#links.clear();
        }
        const made = this.#start(target);
        this.#links.set(target, { made, until: this.#clock.now().getTime() + LINK_REUSE_MS });
        made.catch(() => this.#links.delete(target));
        return (await made).link;
    }
}
