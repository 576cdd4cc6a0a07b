import type { ChatFailureReason } from '../chat-event.js';

/** Why the model's endpoint gave no answer. */
type ModelFailureReason = Exclude<ChatFailureReason, 'empty' | 'stopped' | 'unkept'>;

/** No answer, or a broken one. Holds neither question, nor key, nor what the endpoint said: that may quote both. */
export class ModelFailure extends Error {
  override readonly name = 'ModelFailure';
  readonly reason: ModelFailureReason;
  /** What the endpoint asked to wait. */
  readonly retryAfterSeconds: number | undefined;

  /** `status`: of the endpoint's answer; absent where there was none. */
  constructor(
    reason: ModelFailureReason,
    about: { readonly status?: number | undefined; readonly retryAfterSeconds?: number | undefined } = {},
  ) {
    const { status } = about;
    super(
      status === undefined
        ? SENTENCES[reason]
        : `${SENTENCES[reason]} (HTTP ${status})${CAUSES.get(status) ?? ''}`,
    );
    this.reason = reason;
    this.retryAfterSeconds = about.retryAfterSeconds;
  }
}

const SENTENCES: Readonly<Record<ModelFailureReason, string>> = {
  denied: 'The model’s endpoint does not accept the key in CHAT_API_KEY.',
  refused: 'The model, or its endpoint, does not take this question.',
  busy: 'The model’s endpoint takes no more requests at the moment.',
  unavailable: 'The model’s endpoint in CHAT_API_URL fails, or cannot be reached.',
  late: 'The model did not answer in time.',
  cut: 'The model’s answer broke off.',
  malformed:
    'The endpoint in CHAT_API_URL answered with something that is no answer of a model, or too large a one.',
};

/** What a status says besides. */
const CAUSES: ReadonlyMap<number, string> = new Map([
  [402, ' Its account has to pay first.'],
  [404, ' Check the address in CHAT_API_URL and the name in CHAT_MODEL.'],
]);
