import { ConfigError } from '../../config-error.js';
import type { Setting } from '../../setting.js';
import { httpUrl, secret, settingText } from '../../setting-values.js';
import type { SettingReader } from '../setting-reader.js';

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
