import type { LanguageModel } from 'ai';

/** Where the model is: an OpenAI-compatible API. */
export interface ChatEndpoint {
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
