import { join } from 'node:path';
import { ConfigError } from '../config-error.js';
import type { Setting } from '../setting.js';
import { httpUrl, secret, settingText, wholeNumber } from '../setting-values.js';
import type { SettingReader } from './setting-reader.js';
import { storageSettings, type StorageSettings } from './storage-settings.js';

/** Whose vectors say what passages mean. */
export interface EmbeddingsSettings {
  /** Base address of an OpenAI-compatible API, version included: `/embeddings` is added to it. */
  readonly url: string;
  readonly model: string;
  /** Absent for an endpoint that asks for none, such as one on this machine. */
  readonly apiKey: string | undefined;
  /** Similarity from which on a passage answers a question; 0 to 1. */
  readonly minSimilarity: number;
}

/** How the texts of a workspace are indexed. */
export interface SearchIndexSettings {
  /** Share of each connection's requests that building and refreshing the index may take; above 0, below 1. */
  readonly budgetShare: number;
  /** Seconds between two looks at the latest edits. */
  readonly pollSeconds: number;
  /** Where the index lies, in a file or schema of its own, and the keys that seal it. */
  readonly storage: StorageSettings;
  /** Whose vectors say what passages mean; absent where they are found by their words only. */
  readonly embeddings?: EmbeddingsSettings | undefined;
}

/** Where indexes in files are: a folder of their own below the data folder, to be deleted or left out of a backup as one. */
export function indexFolder({ folder }: Pick<StorageSettings, 'folder'>): string {
  return join(folder, 'search-index');
}

const MODES = 'off or on';

const indexMode = settingText
  .transform((text) => text.toLowerCase())
  .refine((text) => /^(?:off|false|on|true)$/.test(text), `must be ${MODES}`)
  .transform((text) => text === 'on' || text === 'true')
  .describe(MODES);

/** Calls always keep some. */
const MAX_SHARE_PERCENT = 90;

const budgetShare = wholeNumber(1, MAX_SHARE_PERCENT, { unit: 'percent' });
const pollSeconds = wholeNumber(10, 86_400, { unit: 'seconds' });

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
} as const satisfies Record<string, Setting>;

const MODEL = 'at most 200 characters without spaces, such as text-embedding-3-small';

const modelName = settingText
  .refine((text) => /^[\x21-\x7e]{1,200}$/.test(text), `must be ${MODEL}`)
  .describe(MODEL);

const percent = wholeNumber(0, 99, { unit: 'percent' });
const minSimilarity = percent.transform((number) => number / 100).describe(percent.description);

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
} as const satisfies Record<string, Setting>;

/** Undefined where passages are found by their words only. */
export function embeddingsOf(read: SettingReader): EmbeddingsSettings | undefined {
  const url = read('embeddingsUrl');
  const model = read('embeddingsModel');
  const apiKey = read('embeddingsApiKey');
  const minSimilarity = read('embeddingsMinSimilarity');
  if (url === undefined && model === undefined) {
    return undefined;
  }
  if (url === undefined || model === undefined) {
    throw new ConfigError(
      `EMBEDDINGS_URL and EMBEDDINGS_MODEL go together: set ${url === undefined ? 'EMBEDDINGS_URL' : 'EMBEDDINGS_MODEL'} as well, or neither.`,
    );
  }
  return Object.freeze({ url, model, apiKey, minSimilarity });
}

/** Undefined where nothing is indexed. */
export function searchIndexOf(read: SettingReader): SearchIndexSettings | undefined {
  return read('searchIndex') ? searchIndexSettingsOf(read) : undefined;
}

/** The same for commands on an index, whatever `SEARCH_INDEX` says. */
export function searchIndexSettingsOf(read: SettingReader): SearchIndexSettings {
  return Object.freeze({
    budgetShare: read('searchIndexShare') / 100,
    pollSeconds: read('searchIndexPoll'),
    storage: storageSettings(read),
    embeddings: embeddingsOf(read),
  });
}
