import cluster from 'node:cluster';
/** Starts this program once more, as a worker of this process: both listen on the same port. */
export function forkWorker() {
    const worker = cluster.fork();
    return {
        id: worker.id,
        send: (message) => {
            if (worker.isConnected()) {
                // It may end in this moment; its exit is heard of.
                worker.send(message, () => { });
            }
        },
        onMessage: (listener) => void worker.on('message', (message) => listener(message)),
        onExit: (listener) => void worker.once('exit', (code, signal) => listener(signal ?? code)),
        kill: () => void worker.process.kill('SIGKILL'),
    };
}
/** Undefined if this process is no worker. */
export function thisWorker() {
    const { worker } = cluster;
    if (worker === undefined) {
        return undefined;
    }
    let health;
    let areAllServing = false;
    const stopRequested = new Promise((resolve) => {
        process.on('message', (message) => {
            if (message.kind === 'stop') {
                resolve();
            }
            else if (message.kind === 'peers') {
                areAllServing = message.areAllServing;
            }
            else {
                const { question, about } = message;
                void Promise.resolve(health?.[about]()).then((answer) => answer && tell({ kind: 'health', question, answer }));
            }
        });
    });
    return {
        id: worker.id,
        stopRequested,
        areAllServing: () => areAllServing,
        serving: (own) => {
            health = own;
            tell({ kind: 'serving' });
        },
    };
}
function tell(message) {
    // The primary may end in this moment; then this process does, too.
    process.send?.(message, undefined, undefined, () => { });
}
