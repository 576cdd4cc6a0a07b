const CHANNEL = 'changes';
/** Changes published once Redis is available again. Beyond that, shared entries end by age. */
const MAX_PENDING_CHANGES = 1000;
/** Publishes changes to all processes of an installation. The messages are sealed: they name workspaces and pages. */
export function redisChanges(redis, cache, sealed) {
    const listeners = [];
    const pending = [];
    const notify = (change) => listeners.forEach((listener) => listener(change));
    const send = async (change) => {
        // First the mark: a notified process drops what it has read, and must not find the old state shared after that.
        const isMarked = await cache.invalidate(change);
        await redis.publish(CHANNEL, sealed.seal([CHANNEL], JSON.stringify(change)));
        if (!isMarked || redis.isAway) {
            pending.push(change);
            pending.splice(0, pending.length - MAX_PENDING_CHANGES);
        }
    };
    redis.subscribe(CHANNEL, (message) => {
        const change = readChange(sealed.open([CHANNEL], message));
        if (change !== undefined) {
            notify(change);
        }
    });
    redis.onReturn(() => {
        pending.splice(0).forEach((change) => void send(change));
    });
    return {
        publish: (change) => {
            // This process is notified at once, with or without Redis.
            notify(change);
            return send(change);
        },
        onChange: (listener) => void listeners.push(listener),
        onGap: (listener) => void redis.onReturn(listener),
    };
}
/** Sealed by a process of this installation, so its shape is trusted. */
function readChange(text) {
    return text === undefined ? undefined : JSON.parse(text);
}
