import { Buffer } from 'node:buffer';
/** Writes an answer piece by piece; `isCut` ends the connection after half of it. */
export async function sendAnswer(response, answer, isCut) {
    response.writeHead(answer.status, answer.headers);
    if (isCut) {
        const whole = Buffer.concat(answer.pieces.map((piece) => Buffer.from(piece)));
        await write(response, whole.subarray(0, Math.floor(whole.length / 2)));
        response.destroy();
        return;
    }
    if (answer.isStream === true) {
        response.flushHeaders();
        return;
    }
    for (const piece of answer.pieces) {
        await write(response, piece);
    }
    response.end();
}
/** Resolves when the piece is with the kernel, so that the next one leaves as another. */
function write(response, piece) {
    return new Promise((resolve) => {
        response.write(piece, () => {
            resolve();
        });
    });
}
