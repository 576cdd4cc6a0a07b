import { UpstreamFailure } from '../request/upstream-failure.js';
/** The hosted server's answers have some ten to some hundred kilobytes. */
export const defaultAnswerLimits = {
    maxBytes: 32 * 1024 * 1024,
    maxListBytes: 4 * 1024 * 1024,
    idleMs: 120_000,
    totalMs: 15 * 60_000,
};
/**
 * Passes on the body as it arrives, and not faster than the client reads: what is under way is what two sockets hold. An
 * answer over its limits breaks off with its connection, so that nobody takes the part for the whole.
 */
export function relayBody(from, to, { maxBytes, idleMs, totalMs }) {
    return new Promise((resolve) => {
        let bytes = 0;
        let isOver = false;
        const finish = (end) => {
            if (isOver) {
                return;
            }
            isOver = true;
            clearTimeout(idle);
            clearTimeout(total);
            to.off('drain', resume);
            if (end === 'whole') {
                to.end();
            }
            else {
                from.destroy();
                to.destroy();
            }
            resolve({ end, bytes });
        };
        const idle = setTimeout(() => finish('late'), idleMs).unref();
        const total = setTimeout(() => finish('late'), totalMs).unref();
        const resume = () => {
            idle.refresh();
            from.resume();
        };
        from.on('data', (chunk) => {
            idle.refresh();
            bytes += chunk.length;
            if (bytes > maxBytes) {
                finish('too_large');
            }
            else if (!to.write(chunk)) {
                from.pause();
            }
        });
        from.once('end', () => finish('whole'));
        from.once('error', () => finish('cut'));
        from.once('close', () => finish('cut'));
        to.on('drain', resume);
        to.once('close', () => finish('left'));
    });
}
/** The whole body of an answer that has to be read. Rejects with an {@link UpstreamFailure}. */
export function readWhole(from, maxBytes, { idleMs, totalMs }) {
    return new Promise((resolve, reject) => {
        const chunks = [];
        let bytes = 0;
        const fail = (problem) => {
            clearTimeout(idle);
            clearTimeout(total);
            reject(new UpstreamFailure(problem));
            from.destroy();
        };
        const idle = setTimeout(() => fail('timeout'), idleMs).unref();
        const total = setTimeout(() => fail('timeout'), totalMs).unref();
        from.on('data', (chunk) => {
            idle.refresh();
            bytes += chunk.length;
            if (bytes > maxBytes) {
                fail('too_large');
            }
            else {
                chunks.push(chunk);
            }
        });
        from.once('end', () => {
            clearTimeout(idle);
            clearTimeout(total);
            resolve(Buffer.concat(chunks));
        });
        from.once('error', () => fail('network'));
        from.once('close', () => fail('network'));
    });
}
