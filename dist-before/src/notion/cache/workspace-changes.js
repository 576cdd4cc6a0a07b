/** For one process. Others that share the database keep what they have read until it is old. */
export function localChanges() {
    const listeners = [];
    return {
        publish: (change) => {
            listeners.forEach((listener) => listener(change));
            return Promise.resolve();
        },
        onChange: (listener) => void listeners.push(listener),
        // Nothing is lost within one process.
        onGap: () => { },
    };
}
