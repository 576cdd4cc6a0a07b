import { EmbeddingsClient } from '../../embeddings/embeddings-client.js';
import { EmbeddingsError } from '../../embeddings/embeddings-error.js';
import { isLoopback } from '../../http/host-names.js';
import { fail, ok, warn } from '../finding.js';
/** Milliseconds for the whole check: an endpoint on this machine may have to load its model first. */
const CHECK_TIMEOUT_MS = 30_000;
/** Questions, each with a text that answers it in other words. None is anybody's. */
const QUESTIONS = ['How do I get my money back after a business trip?', 'Who repairs the coffee machine?'];
const ANSWERS = [
    'Travel expenses are reimbursed within thirty days of the receipts.',
    'Kitchen appliances that are broken: open a ticket with facilities.',
];
const FAILURES = {
    denied: ['It does not accept the key.', 'Correct EMBEDDINGS_API_KEY.'],
    refused: ['It does not take the request.', 'Correct EMBEDDINGS_MODEL, and the path in EMBEDDINGS_URL.'],
    busy: ['It asks to slow down.', 'Run doctor again later; the index waits by itself.'],
    unavailable: ['It cannot be reached, or fails.', 'Start it, or correct EMBEDDINGS_URL.'],
    late: ['It does not answer in time.', 'Choose a smaller model, or another endpoint.'],
    malformed: ['Its answer holds no vectors.', 'Choose a model for embeddings in EMBEDDINGS_MODEL.'],
};
/** Says where texts are sent, and asks the endpoint for a few vectors, of sentences that are not from any workspace. */
export async function* checkEmbeddings(settings) {
    const { hostname, host } = new URL(settings.url);
    yield isLoopback(hostname.replace(/^\[|\]$/g, ''))
        ? ok('embeddings', `Texts of the index and searches are sent to ${host} on this machine.`)
        : warn('embeddings', `The texts of every indexed page, and what is searched for, are sent to ${host}.`, 'Unset EMBEDDINGS_URL if they must not leave this machine.');
    yield await checkVectors(settings);
}
/** Whether its vectors tell answers from other texts, and at which similarity. */
async function checkVectors(settings) {
    const { model, minSimilarity } = settings;
    try {
        const vectors = await new EmbeddingsClient(settings).embed([...QUESTIONS, ...ANSWERS], {
            signal: new AbortController().signal,
            deadlineMs: CHECK_TIMEOUT_MS,
        });
        const [first, second, firstAnswer, secondAnswer] = vectors;
        const answers = Math.min(cosine(first, firstAnswer), cosine(second, secondAnswer));
        const others = Math.max(cosine(first, secondAnswer), cosine(second, firstAnswer));
        const measured = `${model} gives ${vectors[0]?.length ?? 0} numbers; answers are ${percent(answers)} alike, other texts ${percent(others)}`;
        if (answers <= others) {
            return warn('embeddings model', `${measured}: it does not tell them apart.`, 'Choose another EMBEDDINGS_MODEL.');
        }
        return minSimilarity > others && minSimilarity <= answers
            ? ok('embeddings model', `${measured}.`)
            : warn('embeddings model', `${measured}; EMBEDDINGS_MIN_SIMILARITY is ${percent(minSimilarity)}.`, `Set EMBEDDINGS_MIN_SIMILARITY=${Math.max(0, Math.round(50 * (answers + others)))}.`);
    }
    catch (error) {
        if (!(error instanceof EmbeddingsError)) {
            throw error;
        }
        const [problem, advice] = FAILURES[error.failure];
        const status = error.status === undefined ? '' : ` (${error.status})`;
        return fail('embeddings model', `${model}: ${problem}${status} Texts are found by their words.`, advice);
    }
}
function cosine(one, other) {
    return one?.reduce((sum, number, at) => sum + number * (other?.[at] ?? 0), 0) ?? 0;
}
function percent(share) {
    return `${Math.round(100 * share)} %`;
}
