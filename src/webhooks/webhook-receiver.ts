import type { ChangeChannel, WorkspaceChange } from '../notion/cache/workspace-changes.js';
import { parseEvent, type WebhookEvent } from './event.js';
import { isSigned } from './signature.js';
import type { ProcessedEvents } from './processed-events.js';
import type { VerificationTokens } from './verification-tokens.js';

/** Milliseconds for which accepted tokens are remembered: how long a removed one stays valid and a new one waits. */
const TOKEN_CACHE_MS = 2000;
/** Milliseconds. Notion tries a delivery up to 8 times within about a day, each with the time of the event. */
export const MAX_AGE_MS = 25 * 3_600_000;
/** Milliseconds that a clock may differ. */
const MAX_CLOCK_SKEW_MS = 5 * 60_000;
/** The list of people has no id of its own. */
const DIRECTORY = '';

/**
 * The result of a signed delivery. `ignored`: nothing cached is affected. `repeated`: it was processed before.
 * `late`: so old that its id may already be forgotten.
 */
type DeliveryOutcome = 'taken' | 'ignored' | 'repeated' | 'late' | 'malformed';

/** Options for the receiver. */
interface WebhookReceiverOptions {
  readonly tokens: Pick<VerificationTokens, 'accepted'>;
  readonly processed: Pick<ProcessedEvents, 'markProcessed'>;
  readonly changes: Pick<ChangeChannel, 'publish'>;
  readonly now: () => Date;
  /** Called for each processed event; not awaited. */
  readonly onEvent?: (event: WebhookEvent) => void;
}

/** Processes signed deliveries: each event once, and every process is notified before Notion gets its response. */
export class WebhookReceiver {
  readonly #options: WebhookReceiverOptions;
  #tokens: { readonly asked: number; readonly answer: Promise<readonly string[]> } | undefined;

  constructor(options: WebhookReceiverOptions) {
    this.#options = options;
  }

  /** Whether an accepted token has signed these bytes. */
  async isSigned(body: Uint8Array, header: string | undefined): Promise<boolean> {
    return isSigned(body, header, await this.#accepted());
  }

  /** Does what a signed delivery asks for. Rejects if the database does not answer: Notion then tries again. */
  async receive(body: Uint8Array): Promise<DeliveryOutcome> {
    const { processed, changes, now, onEvent } = this.#options;
    const event = parseEvent(parseJson(body));
    if (event === undefined) {
      return 'malformed';
    }
    if (!isFresh(event.occurredAt, now())) {
      return 'late';
    }
    const change = changeOf(event);
    if (change === undefined) {
      return 'ignored';
    }
    if (!(await processed.markProcessed(event.id, expiryOf(event.occurredAt), now()))) {
      return 'repeated';
    }
    await changes.publish(change);
    onEvent?.(event);
    return 'taken';
  }

  /** Anyone can make the server look them up, so they are cached for a moment. */
  #accepted(): Promise<readonly string[]> {
    const now = this.#options.now().getTime();
    if (this.#tokens === undefined || Math.abs(now - this.#tokens.asked) >= TOKEN_CACHE_MS) {
      const answer = this.#options.tokens.accepted();
      this.#tokens = { asked: now, answer };
      // An outage is not remembered.
      answer.catch(() => (this.#tokens = undefined));
    }
    return this.#tokens.answer;
  }
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

/** Whether a delivery can still be one of Notion's attempts. Older ones are refused: their ids are no longer remembered. */
export function isFresh(occurredAt: Date, now: Date): boolean {
  const age = now.getTime() - occurredAt.getTime();
  return age <= MAX_AGE_MS && age >= -MAX_CLOCK_SKEW_MS;
}

/** Until when the id of an event has to be remembered: past this, {@link isFresh} refuses it. */
export function expiryOf(occurredAt: Date): Date {
  return new Date(occurredAt.getTime() + MAX_AGE_MS + 60_000);
}

/** What may have been read before the event and be wrong now; undefined if nothing is. */
export function changeOf({ type, workspaceId, about }: WebhookEvent): WorkspaceChange | undefined {
  if (about === undefined) {
    return undefined;
  }
  const { entity, parent } = about;
  const objectIds = new Set([entity.id]);
  if (entity.type === 'user') {
    objectIds.add(DIRECTORY);
  }
  // A database lists its data sources with their names.
  if (entity.type === 'data_source' && parent !== undefined) {
    objectIds.add(parent.id);
  }
  // Nothing but the event tells that a block has comments.
  if (type.startsWith('comment.') && parent !== undefined) {
    objectIds.add(parent.id);
  }
  return { workspaceId, objectIds: [...objectIds] };
}
