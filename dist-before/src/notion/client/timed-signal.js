import { setMaxListeners } from 'node:events';
/**
 * Aborts when another signal does, and after a time at the latest. `AbortSignal.any` and `AbortSignal.timeout` do the same
 * but keep what they hold until that time is over, which under load is the garbage of half a minute.
 */
export class TimedSignal {
    signal;
    #controller = new AbortController();
    #outer;
    #follow;
    #timer;
    /** `reasonOf` says what to abort with when the outer signal has. */
    constructor(outer, milliseconds, reasonOf = ({ reason }) => reason) {
        this.signal = this.#controller.signal;
        // Every request of a call listens, and a call may have dozens: that is no leak.
        setMaxListeners(0, this.signal);
        this.#outer = outer;
        this.#follow = () => this.abort(reasonOf(outer));
        this.#timer = setTimeout(() => this.abort(new DOMException('The time is over.', 'TimeoutError')), milliseconds).unref();
        if (outer.aborted) {
            this.#follow();
        }
        else {
            outer.addEventListener('abort', this.#follow, { once: true });
        }
    }
    abort(reason) {
        this.release();
        this.#controller.abort(reason);
    }
    /** From now on nothing aborts it but `abort`. */
    release() {
        clearTimeout(this.#timer);
        this.#outer.removeEventListener('abort', this.#follow);
    }
}
