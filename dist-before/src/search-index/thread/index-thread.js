// The program of the thread that works on the files of indexes: an entry of the bundle of its own.
import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '../../clock.js';
import { UnreadableIndexError } from '../sqlite/index-file.js';
import { openKeyedIndexes } from '../sqlite/sqlite-indexes.js';
const questions = new Map();
let lastQuestion = 0;
const handles = new Map();
const handlesOf = new WeakMap();
let lastHandle = 0;
let now = new Date();
const { folder } = workerData;
const indexes = openKeyedIndexes({
    folder,
    clock: { ...systemClock, now: () => now },
    openKey: (path) => new Promise((resolve, reject) => {
        lastQuestion += 1;
        questions.set(lastQuestion, { resolve, reject });
        tell({ kind: 'key', question: lastQuestion, path });
    }),
});
parentPort?.on('message', (message) => {
    if (message.kind === 'key' || message.kind === 'no key') {
        const asked = questions.get(message.question);
        questions.delete(message.question);
        if (message.kind === 'no key') {
            asked?.reject(new Error(message.message));
        }
        else if (message.key === undefined) {
            asked?.reject(new UnreadableIndexError('unreadable'));
        }
        else {
            asked?.resolve(message.key);
        }
        return;
    }
    const { call } = message;
    answer(message).then((value) => tell({ kind: 'done', call, value }), (error) => tell({
        kind: 'failed',
        call,
        name: error instanceof Error ? error.name : typeof error,
        message: error instanceof Error ? error.message : '',
    }));
});
async function answer(message) {
    switch (message.kind) {
        case 'open':
            return opened(await indexes.open(message.authorization));
        case 'purge':
            return indexes.purge(message.authorization);
        case 'close':
            return indexes.close();
        case 'meanings': {
            const { method, values } = message;
            const { meanings } = openIndex(message.handle);
            return meanings[method](...values);
        }
        case 'index': {
            const { handle, method, values } = message;
            const index = openIndex(handle);
            now = new Date(message.now);
            if (method === 'close') {
                handles.delete(handle);
            }
            // As the port has typed them on the other side.
            return index[method](...values);
        }
    }
}
function openIndex(handle) {
    const index = handles.get(handle);
    if (index === undefined) {
        throw new Error('The index was closed.');
    }
    return index;
}
function opened(index) {
    const known = handlesOf.get(index);
    lastHandle += known === undefined ? 1 : 0;
    const handle = known ?? lastHandle;
    handlesOf.set(index, handle);
    handles.set(handle, index);
    return { handle, begun: index.begun };
}
function tell(message) {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread of Node is no window.
    parentPort?.postMessage(message);
}
