/** Counts one more request for all that waits, and does what has waited long enough. */
export function doPending({ pending }) {
    for (const work of pending.splice(0)) {
        if (work.left <= 0) {
            work.run();
        }
        else {
            work.left -= 1;
            pending.push(work);
        }
    }
}
