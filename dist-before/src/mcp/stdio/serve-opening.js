import { PassThrough, Writable } from 'node:stream';
/** Milliseconds in which a client has sent nothing at all after which the rest is loaded. */
const MAX_QUIET_MS = 250;
/**
 * Milliseconds without a further message after which the rest is loaded, while answers are still given in advance: the
 * client wants something later, or nothing. One that lists the tools does so within a few.
 */
const LOAD_QUIET_MS = 50;
/** After these the full server takes over, which then connects to Notion. */
const END_QUIET_MS = 70;
/** Bytes that a client may have sent by then. */
const MAX_OPENING_BYTES = 65_536;
/**
 * Answers in advance until the tools are listed, the client wants something else, or it is silent. The full server then
 * gets the whole conversation from its start, so that it is in the state that the client expects, and logs and traces as
 * if it had answered everything itself.
 */
export async function serveOpening(opening, { input, output, stopped, load }) {
    const received = [];
    const answered = new Set();
    let hasEnded = false;
    /** Whether the opening goes on after this line. */
    const goesOn = (line) => {
        const answer = opening.answer(line);
        if (answer === undefined) {
            return false;
        }
        if (answer.id !== undefined) {
            answered.add(answer.id);
            output.write(answer.text);
        }
        return !answer.isLast;
    };
    await new Promise((resolve) => {
        let rest = '';
        let bytes = 0;
        let quiet = setTimeout(() => end(), MAX_QUIET_MS);
        const loadAndEnd = () => {
            load?.().catch(() => { });
            quiet = setTimeout(end, END_QUIET_MS);
        };
        const end = () => {
            clearTimeout(quiet);
            input.off('data', onData).off('end', onEnd).off('close', onEnd).pause();
            resolve();
        };
        const onEnd = () => {
            hasEnded = true;
            end();
        };
        const onData = (chunk) => {
            received.push(chunk);
            clearTimeout(quiet);
            quiet = setTimeout(loadAndEnd, LOAD_QUIET_MS);
            bytes += chunk.length;
            // As Latin-1, a character is a byte: one that is cut between two chunks stays whole. Plain messages are ASCII.
            const lines = `${rest}${chunk.toString('latin1')}`.split('\n');
            rest = lines.pop() ?? '';
            if (bytes > MAX_OPENING_BYTES || !lines.every((line) => isAscii(line) && goesOn(line))) {
                end();
            }
        };
        input.on('data', onData).once('end', onEnd).once('close', onEnd);
        void stopped.then(end);
    });
    // Written out before the rest is loaded, which takes longer than everything until now.
    await new Promise((resolve) => output.write('', () => resolve()));
    const replayed = new PassThrough();
    received.forEach((chunk) => replayed.write(chunk));
    if (hasEnded || input.readableEnded) {
        replayed.end();
    }
    else {
        input.pipe(replayed);
    }
    return {
        input: replayed,
        output: withholding(output, answered),
        opened: opening.opened && { ...opening.opened, output },
    };
}
function isAscii(line) {
    return /^[ -~]*$/.test(line);
}
/** Passes on everything but the answers to these requests. */
function withholding(output, answered) {
    const filter = new Writable({
        decodeStrings: false,
        write: (chunk, _encoding, done) => {
            if (answered.size > 0 && answered.delete(idAnsweredBy(chunk) ?? '')) {
                done();
            }
            else {
                output.write(chunk, done);
            }
        },
        final: (done) => {
            output.end(done);
        },
    });
    // A client that is gone ends the full server as it would on the stream itself.
    output.on('error', (error) => filter.destroy(error));
    return filter;
}
function idAnsweredBy(chunk) {
    const message = JSON.parse(chunk.toString());
    return message.method === undefined ? message.id : undefined;
}
