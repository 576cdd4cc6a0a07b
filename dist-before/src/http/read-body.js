/** Whether the headers announce a body (RFC 9112 §6.3). */
export function hasBody({ headers }) {
    return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}
/** Reads a whole body, or returns the reason why not. Stops at the first problem. Without a time, others bound it. */
export function readBody(request, maxBytes, maxMilliseconds) {
    return new Promise((resolve) => {
        if (Number(request.headers['content-length'] ?? 0) > maxBytes) {
            resolve('tooLarge');
            return;
        }
        const chunks = [];
        let length = 0;
        const take = (chunk) => {
            length += chunk.length;
            chunks.push(chunk);
            if (length > maxBytes) {
                end('tooLarge');
            }
        };
        const whole = () => end(Buffer.concat(chunks));
        const cut = () => end('cut');
        const timer = maxMilliseconds === undefined ? undefined : setTimeout(() => end('late'), maxMilliseconds);
        const end = (outcome) => {
            clearTimeout(timer);
            request.off('data', take).off('end', whole).off('error', cut).off('close', cut);
            resolve(outcome);
        };
        request.on('data', take).on('end', whole).on('error', cut).on('close', cut);
    });
}
/** Makes a body that was already read readable again for the next handler. */
export function replayBody(request, body) {
    const chunks = async function* chunks() {
        yield body;
    };
    const own = { configurable: true, writable: true };
    Object.defineProperties(request, {
        readable: { value: true, ...own },
        iterator: { value: chunks, ...own },
        [Symbol.asyncIterator]: { value: chunks, ...own },
    });
}
/** Answers 408 if the body takes too long: unauthenticated clients must not hold connections open (slowloris). */
export function limitBodyTime(maxMilliseconds) {
    return (request, response, next) => {
        if (!request.complete && hasBody(request)) {
            const timer = setTimeout(() => {
                if (request.complete) {
                    return;
                }
                if (response.headersSent) {
                    request.socket.destroy();
                }
                else {
                    refuseBody(response, 408);
                }
            }, maxMilliseconds).unref();
            const clear = () => clearTimeout(timer);
            request.once('end', clear).once('close', clear);
        }
        next();
    };
}
/** Answers a request whose body was not read with an error of RFC 6749 §5.2, and closes the connection. */
export function refuseBody(response, status) {
    response
        .set('connection', 'close')
        .status(status)
        .json({
        error: 'invalid_request',
        error_description: status === 413 ? 'The body is too large.' : 'The body did not arrive in time.',
    });
}
