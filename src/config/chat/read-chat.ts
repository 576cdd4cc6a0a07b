import { ConfigError } from '../config-error.js';
import type { SettingReader } from '../settings/setting-reader.js';

/** The model that conversations are held with, and how far they go. */
export interface ChatSettings {
  /** Base address of an OpenAI-compatible API, version included: `/chat/completions` is added to it. */
  readonly url: string;
  readonly model: string;
  /** Absent for an endpoint that asks for none, such as one on this machine. */
  readonly apiKey: string | undefined;
  readonly limits: {
    /** Questions of a conversation. */
    readonly messages: number;
    /** Requests to the model for one answer. */
    readonly steps: number;
    /** Tokens of one answer, in and out. */
    readonly tokens: number;
    /** Seconds of one answer. */
    readonly seconds: number;
    /** Cost of one answer, in the unit of the prices; undefined where it has no limit. */
    readonly cost: number | undefined;
  };
  /** What a million tokens cost; undefined where nobody has said so. */
  readonly prices: { readonly input: number; readonly output: number } | undefined;
}

/** Undefined where there is no model to talk to. */
export function chatOf(read: SettingReader): ChatSettings | undefined {
  const url = read('chatApiUrl');
  const model = read('chatModel');
  const apiKey = read('chatApiKey');
  const input = read('chatInputPrice');
  const output = read('chatOutputPrice');
  const cost = read('chatMaxCost');
  const limits = Object.freeze({
    messages: read('chatMaxMessages'),
    steps: read('chatMaxSteps'),
    tokens: read('chatMaxTokens'),
    seconds: read('chatMaxSeconds'),
    cost,
  });
  if (url === undefined && model === undefined) {
    return undefined;
  }
  if (url === undefined || model === undefined) {
    throw new ConfigError(
      `CHAT_API_URL and CHAT_MODEL go together: set ${url === undefined ? 'CHAT_API_URL' : 'CHAT_MODEL'} as well.`,
    );
  }
  if ((input === undefined) !== (output === undefined) || (cost !== undefined && input === undefined)) {
    throw new ConfigError(
      'CHAT_INPUT_PRICE and CHAT_OUTPUT_PRICE go together, and CHAT_MAX_COST needs both.',
    );
  }
  const prices = input === undefined || output === undefined ? undefined : Object.freeze({ input, output });
  return Object.freeze({ url, model, apiKey, limits, prices });
}
