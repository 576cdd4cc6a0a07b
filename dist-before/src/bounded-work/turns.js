/** Callers waiting for a turn of the event loop, first in, first out. */
const waiting = [];
/**
 * Yields to other work before the next slice of long work. One waiting caller continues per turn of the event loop: many
 * slices in one turn, each short, would block it as well.
 */
export function nextTurn() {
    return new Promise((resolve) => {
        waiting.push(resolve);
        if (waiting.length === 1) {
            setImmediate(resumeOne);
        }
    });
}
function resumeOne() {
    waiting.shift()?.();
    if (waiting.length > 0) {
        setImmediate(resumeOne);
    }
}
