import { limitAfterProbe, limitAfterRefusal, PROBE_DELAY_MS, mayProbe, initialLimit, } from './adaptive-limit.js';
import { MAX_TRAVEL_MS } from './request-window.js';
/** One of Notion's limits, for a connection or a workspace, and what this process has used of its window. */
export class WindowCounter {
    #bounds;
    /** Milliseconds. */
    #window;
    #listeners = new Set();
    #learned;
    /** Until then requests are sent. */
    #lastSending = 0;
    /** From then on Notion has a new window. */
    #end = 0;
    #used = 0;
    #lastUse = 0;
    #refused = 0;
    #isClosed = false;
    /** Of this window. */
    #probe = 'possible';
    constructor(bounds, window) {
        this.#bounds = bounds;
        this.#window = window;
        this.#learned = initialLimit(bounds);
    }
    get limit() {
        return this.#learned.limit;
    }
    get used() {
        return this.#used;
    }
    /** Whether Notion asked to wait and nothing has been sent since. */
    get isClosed() {
        return this.#isClosed;
    }
    /** Continues a window that was counted elsewhere. */
    resume(left, end) {
        this.#open(end);
        this.#used = Math.max(0, this.limit - left);
    }
    /** Requests that may be sent now. */
    left(now) {
        if (now >= this.#end) {
            return this.limit;
        }
        return this.#isClosed || now >= this.#lastSending ? 0 : Math.max(0, this.limit - this.#used);
    }
    millisecondsToEnd(now) {
        return Math.max(0, this.#end - now);
    }
    mayProbe(now) {
        return this.#isProbeAhead(now) && this.untilProbe(now) === 0;
    }
    /** Milliseconds until a probe may be sent, where one may be sent at all; infinite where none may. */
    untilProbe(now) {
        return this.#isProbeAhead(now) ? Math.max(0, this.#lastUse + PROBE_DELAY_MS - now) : Infinity;
    }
    /** Whether more requests than the limit may turn out to be allowed. */
    mayGrow(now) {
        return this.#isProbeAhead(now) || (this.#isOpen(now) && this.#probe === 'sent');
    }
    /** Counts requests; one more than are left is a probe. Whether they open a window. */
    count(count, now) {
        const isFirst = now >= this.#end;
        if (isFirst) {
            this.#open(now + this.#window);
        }
        if (count > this.left(now)) {
            this.#probe = 'sent';
        }
        this.#used += count;
        this.#lastUse = now;
        return isFirst;
    }
    /** The first request of the window has arrived at Notion by now. */
    firstEnded(now) {
        if (!this.#isClosed && now < this.#end) {
            this.#end = Math.max(this.#end, Math.min(now + this.#window, this.#end + MAX_TRAVEL_MS));
        }
    }
    /** A pause is never shortened. `teaches`: this is the limit that was reached. */
    close(milliseconds, teaches, now) {
        if (now >= this.#end) {
            this.#open(0);
        }
        this.#end = this.left(now) === 0 ? Math.max(this.#end, now + milliseconds) : now + milliseconds;
        this.#isClosed = true;
        if (teaches) {
            this.#refused += 1;
            this.#learned = limitAfterRefusal(this.#learned, this.#used - this.#refused, this.#bounds, now);
        }
        this.#notify();
    }
    /** A probe that was answered may be followed by another when the higher limit is used up. */
    probeEnded(isAnswered) {
        if (this.#probe === 'sent') {
            this.#probe = isAnswered ? 'possible' : 'spent';
            this.#learned = isAnswered ? limitAfterProbe(this.#learned, this.#bounds) : this.#learned;
            this.#notify();
        }
    }
    onChange(listener) {
        this.#listeners.add(listener);
        return () => {
            this.#listeners.delete(listener);
        };
    }
    #isProbeAhead(now) {
        return this.#isOpen(now) && this.#probe === 'possible' && mayProbe(this.#learned, this.#bounds, now);
    }
    /** Before, and after what is known to be Notion's window, nothing holds requests back. */
    #isOpen(now) {
        return now >= this.#end || (!this.#isClosed && now < this.#lastSending);
    }
    #open(end) {
        this.#lastSending = end;
        this.#end = end;
        this.#used = 0;
        this.#refused = 0;
        this.#isClosed = false;
        this.#probe = 'possible';
    }
    #notify() {
        this.#listeners.forEach((listener) => listener());
    }
}
