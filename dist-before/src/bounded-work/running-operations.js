const running = new Map();
let memory;
/**
 * Records the start of an operation; the returned function records its end. The name is one of a fixed set of tools and
 * routes, never client input: it is logged if the event loop blocks meanwhile.
 */
export function beginOperation(name) {
    count(name, 1);
    let isOver = false;
    return () => {
        if (!isOver) {
            isOver = true;
            count(name, -1);
        }
    };
}
/** Publishes operations to the watchdog's memory; undefined stops that. */
export function showOperations(place) {
    memory = place;
    running.forEach((count, name) => memory?.add(name, count));
}
function count(name, difference) {
    running.set(name, (running.get(name) ?? 0) + difference);
    memory?.add(name, difference);
}
