/**
 * What a read asks of the official client: the method and all its arguments, as one text. Two reads with the same text send
 * the same request. Taken from the read itself rather than stated beside it, so that no read can be taken for another.
 * Undefined where it is not one single request.
 */
export function requestKey(send) {
    const calls = [];
    // Sends nothing and never settles: what a read does with its answer is not run.
    void send(recorder('', calls));
    return calls.length === 1 ? calls[0] : undefined;
}
/** Stands for the client, or for one of its groups of methods, and notes what is called. */
function recorder(path, calls) {
    return new Proxy(() => { }, {
        get: (_, name) => recorder(`${path}.${String(name)}`, calls),
        apply: (_, _this, given) => {
            calls.push(`${path} ${JSON.stringify(given)}`);
            return new Promise(() => { });
        },
    });
}
