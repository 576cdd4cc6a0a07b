import { join } from 'node:path';
import { ConfigError } from '../config-error.js';
import { httpUrl, secret, settingText } from '../setting-values.js';
import { storageSettings } from './storage-settings.js';
/** Where indexes in files are: a folder of their own below the data folder, to be deleted or left out of a backup as one. */
export function indexFolder({ folder }) {
    return join(folder, 'search-index');
}
const MODES = 'off or on';
const indexMode = settingText
    .transform((text) => text.toLowerCase())
    .refine((text) => /^(?:off|false|on|true)$/.test(text), `must be ${MODES}`)
    .transform((text) => text === 'on' || text === 'true')
    .describe(MODES);
const SHARE = 'a whole number of percent from 1 to 90';
const MIN_SHARE_PERCENT = 1;
/** Calls always keep some. */
const MAX_SHARE_PERCENT = 90;
const budgetShare = settingText
    .refine((text) => /^\d{1,2}$/.test(text), `must be ${SHARE}`)
    .transform(Number)
    .refine((percent) => percent >= MIN_SHARE_PERCENT && percent <= MAX_SHARE_PERCENT, `must be ${SHARE}`)
    .describe(SHARE);
const POLL = 'a whole number of seconds from 10 to 86400';
const MIN_POLL_SECONDS = 10;
const MAX_POLL_SECONDS = 86_400;
const pollSeconds = settingText
    .refine((text) => /^\d{2,5}$/.test(text), `must be ${POLL}`)
    .transform(Number)
    .refine((seconds) => seconds >= MIN_POLL_SECONDS && seconds <= MAX_POLL_SECONDS, `must be ${POLL}`)
    .describe(POLL);
/** The full-text index of one's own. */
export const searchIndexSettings = {
    searchIndex: {
        variable: 'SEARCH_INDEX',
        option: 'search-index',
        isSwitch: true,
        value: '<off|on>',
        help: 'whether the texts of connected workspaces are indexed on this server, so that searches find any sentence; --search-index alone means on',
        schema: indexMode,
        defaultValue: 'off',
    },
    searchIndexShare: {
        variable: 'SEARCH_INDEX_BUDGET_SHARE',
        option: 'search-index-budget-share',
        value: '<percent>',
        help: "share of a connection's request budget that the index may take; tool calls always go first",
        schema: budgetShare,
        defaultValue: '25',
    },
    searchIndexPoll: {
        variable: 'SEARCH_INDEX_POLL_SECONDS',
        option: 'search-index-poll-seconds',
        value: '<seconds>',
        help: 'time between two looks at the latest edits, one request each',
        schema: pollSeconds,
        // Notion's times of edits are whole minutes.
        defaultValue: '60',
    },
};
const MODEL = 'at most 200 characters without spaces, such as text-embedding-3-small';
const modelName = settingText
    .refine((text) => /^[\x21-\x7e]{1,200}$/.test(text), `must be ${MODEL}`)
    .describe(MODEL);
const SIMILARITY = 'a whole number of percent from 0 to 99';
const minSimilarity = settingText
    .refine((text) => /^\d{1,2}$/.test(text), `must be ${SIMILARITY}`)
    .transform((text) => Number(text) / 100)
    .describe(SIMILARITY);
/** Search by meaning, beside words. */
export const embeddingsSettings = {
    embeddingsUrl: {
        variable: 'EMBEDDINGS_URL',
        option: 'embeddings-url',
        value: '<url>',
        help: 'base URL of an OpenAI-compatible API for embeddings, such as http://127.0.0.1:11434/v1; with it the index also finds by meaning, and the texts it holds and what is searched for are sent there',
        schema: httpUrl,
    },
    embeddingsModel: {
        variable: 'EMBEDDINGS_MODEL',
        option: 'embeddings-model',
        value: '<name>',
        help: 'model of that API; another one embeds everything anew',
        schema: modelName,
    },
    embeddingsApiKey: {
        variable: 'EMBEDDINGS_API_KEY',
        value: '<key>',
        help: 'key of that API, if it asks for one',
        schema: secret,
    },
    embeddingsMinSimilarity: {
        variable: 'EMBEDDINGS_MIN_SIMILARITY',
        option: 'embeddings-min-similarity',
        value: '<percent>',
        help: 'similarity below which a passage does not answer a question; doctor measures what suits the model',
        schema: minSimilarity,
        defaultValue: '35',
    },
};
/** Undefined where passages are found by their words only. */
export function embeddingsOf(read) {
    const url = read('embeddingsUrl');
    const model = read('embeddingsModel');
    const apiKey = read('embeddingsApiKey');
    const minSimilarity = read('embeddingsMinSimilarity');
    if (url === undefined && model === undefined) {
        return undefined;
    }
    if (url === undefined || model === undefined) {
        throw new ConfigError(`EMBEDDINGS_URL and EMBEDDINGS_MODEL go together: set ${url === undefined ? 'EMBEDDINGS_URL' : 'EMBEDDINGS_MODEL'} as well, or neither.`);
    }
    return Object.freeze({ url, model, apiKey, minSimilarity });
}
/** Undefined where nothing is indexed. */
export function searchIndexOf(read) {
    return read('searchIndex') ? searchIndexSettingsOf(read) : undefined;
}
/** The same for commands on an index, whatever `SEARCH_INDEX` says. */
export function searchIndexSettingsOf(read) {
    return Object.freeze({
        budgetShare: read('searchIndexShare') / 100,
        pollSeconds: read('searchIndexPoll'),
        storage: storageSettings(read),
        embeddings: embeddingsOf(read),
    });
}
