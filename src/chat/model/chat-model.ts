import type { LanguageModel } from 'ai';
import { modelFetch, type ModelFetchOptions } from './model-fetch.js';

/** Where the model is: an OpenAI-compatible API. */
interface ChatEndpoint {
  /** Base address, version included: `/chat/completions` is added to it. */
  readonly url: string;
  readonly model: string;
  /** Absent for an endpoint that asks for none, such as one on this machine. */
  readonly apiKey?: string | undefined;
}

/** A model that can be asked: the AI SDK's, over a bounded `fetch`. */
export interface ChatModel {
  readonly name: string;
  readonly language: LanguageModel;
}

/** The model at this endpoint. Loads what speaks with it; sends nothing. */
export async function openChatModel(
  { url, model, apiKey }: ChatEndpoint,
  options: ModelFetchOptions = {},
): Promise<ChatModel> {
  const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
  const provider = createOpenAICompatible({
    name: 'chat',
    baseURL: url,
    includeUsage: true,
    fetch: modelFetch(options),
    transformRequestBody: (body) => bodyFor(url, wellFormed(body)),
    ...(apiKey === undefined ? {} : { apiKey }),
  });
  return { name: model, language: provider.chatModel(model) };
}

/**
 * With a sign in place of each half of a surrogate pair, which questions and servers' texts may hold: it is no Unicode, and an
 * endpoint that refuses it would refuse every later question of the conversation.
 */
function wellFormed(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(body), (_name, value: unknown) =>
    typeof value === 'string' ? value.replaceAll(/\p{Surrogate}/gu, '\uFFFD') : value,
  ) as Record<string, unknown>; // Of the same members.
}

/** OpenAI's own newer models refuse the name by which all others know the limit. */
export function bodyFor(url: string, body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { max_tokens: limit, ...rest } = body;
  return limit === undefined || new URL(url).hostname !== 'api.openai.com'
    ? { ...body }
    : { ...rest, max_completion_tokens: limit };
}
