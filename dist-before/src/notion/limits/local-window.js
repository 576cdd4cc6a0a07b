/** The windows of a connection and of its workspace, if that is known, in the memory of this process. */
export class LocalWindow {
    #connection;
    #workspace;
    #now;
    /** Those whose window the last requests opened. */
    #opened = [];
    constructor(connection, workspace, now = Date.now) {
        this.#connection = connection;
        this.#workspace = workspace;
        this.#now = now;
    }
    acquire(wanted) {
        const now = this.#now();
        const limits = this.#limits();
        const free = Math.min(wanted, ...limits.map((limit) => limit.left(now)));
        const isProbe = free === 0 && wanted > 0 && limits.every((limit) => limit.left(now) > 0 || limit.mayProbe(now));
        const granted = isProbe ? 1 : free;
        const opened = granted > 0 ? limits.filter((limit) => limit.count(granted, now)) : [];
        if (opened.length > 0) {
            this.#opened = opened;
        }
        const used = limits.filter((limit) => limit.left(now) === 0);
        const millisecondsToEnd = Math.max(...(used.length > 0 ? used : [this.#connection]).map((limit) => limit.millisecondsToEnd(now)));
        return {
            granted,
            isProbe,
            isFirst: opened.length > 0,
            mayGrow: this.#connection.mayGrow(now) &&
                (this.#workspace === undefined || this.#workspace.left(now) > 0 || this.#workspace.mayGrow(now)),
            limit: Math.min(...limits.map(({ limit }) => limit)),
            left: Math.min(...limits.map((limit) => limit.left(now))),
            retryAfterMs: Math.min(millisecondsToEnd, Math.max(0, ...used.map((limit) => limit.untilProbe(now)))),
            millisecondsToEnd,
            waitingElsewhere: 0,
            processesElsewhere: 0,
        };
    }
    close(milliseconds, by) {
        const closed = by === 'workspace' ? (this.#workspace ?? this.#connection) : this.#connection;
        closed.close(milliseconds, by !== 'neither' && (by === 'connection' || closed === this.#workspace), this.#now());
    }
    firstRequestEnded() {
        this.#opened.forEach((limit) => limit.firstEnded(this.#now()));
    }
    probeEnded(isAnswered) {
        this.#limits().forEach((limit) => limit.probeEnded(isAnswered));
    }
    onChange(listener) {
        const released = this.#limits().map((limit) => limit.onChange(listener));
        return () => released.forEach((release) => release());
    }
    #limits() {
        return this.#workspace === undefined ? [this.#connection] : [this.#connection, this.#workspace];
    }
}
