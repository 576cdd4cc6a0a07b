import { Buffer } from 'node:buffer';
/** One message as the answer to a POST, framed as the switches say. */
export function framed(message, behavior, headers) {
    const isEvents = behavior.answers === 'sse';
    const whole = isEvents ? `${behavior.pings ? pings : ''}${eventOf(message)}` : JSON.stringify(message);
    return {
        status: 200,
        headers: {
            'content-type': isEvents ? 'text/event-stream' : 'application/json',
            'cache-control': 'no-cache',
            ...headers,
        },
        pieces: behavior.chunkBytes === undefined ? [whole] : chunksOf(whole, behavior.chunkBytes),
    };
}
/** A message as an event of a stream. */
export function eventOf(message) {
    return `event: message\ndata: ${JSON.stringify(message)}\n\n`;
}
/** What a stream may hold beside events: comments, an event of another name, a line for retries, empty lines. */
const pings = ': keep-alive\n\n:\n\nevent: ping\ndata: \n\nretry: 3000\n\n';
/** Cut anywhere, in the middle of a character too. */
function chunksOf(text, size) {
    const bytes = Buffer.from(text);
    return Array.from({ length: Math.ceil(bytes.length / size) }, (_none, index) => bytes.subarray(index * size, (index + 1) * size));
}
