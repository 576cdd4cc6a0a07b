import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Workspace } from '../workspace.js';
import type { WrittenEvent } from './written-events.js';

/** Where events go. */
interface WebhookSubscription {
  /** On this machine: the sandbox sends nothing anywhere else. */
  readonly url: string;
  /** What deliveries are signed with, as Notion signs them. */
  readonly token: string;
  /** Milliseconds for which events of one kind on one object become one; a second if not given. Notion takes up to a minute. */
  readonly batchMilliseconds?: number;
}

/** An event as it is delivered. */
interface WebhookEvent extends WrittenEvent {
  readonly id: string;
  readonly timestamp: string;
  readonly workspace_id: string;
  readonly [field: string]: unknown;
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);
const BATCH_MS = 1000;
/** Notion tries eight times within a day or so; the sandbox within some seconds. */
const MAX_ATTEMPTS = 8;
const FIRST_PAUSE_MS = 50;
/** Events that wait for somebody to take them; older ones are forgotten. */
const MAX_WAITING = 10_000;
/** Kinds that become one event; comments do not. */
const BATCHED = /\.(?:content_updated|properties_updated|schema_updated)$/;

/** Tells of what requests have changed, as Notion's webhooks do: late, in batches, and signed. */
export class WebhookOutbox {
  readonly #subscription = randomUUID();
  readonly #integration = randomUUID();
  #waiting: WebhookEvent[] = [];
  #target: WebhookSubscription | undefined;
  #timer: NodeJS.Timeout | undefined;
  readonly #sending = new Set<Promise<void>>();
  readonly #ended = new AbortController();

  /** Delivers from now on. Throws where the address is not on this machine. */
  subscribe(target: WebhookSubscription): void {
    if (!LOOPBACK.has(new URL(target.url).hostname)) {
      throw new RangeError('The sandbox delivers events on this machine only.');
    }
    this.#target = target;
  }

  /** Adds what a request has changed. */
  add(workspace: Workspace, events: readonly WrittenEvent[]): void {
    for (const event of events) {
      this.#add(workspace, event);
    }
    const target = this.#target;
    if (target !== undefined && this.#waiting.length > 0) {
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        this.#deliver(target);
      }, target.batchMilliseconds ?? BATCH_MS);
    }
  }

  /** What would be delivered next; nobody else gets it. */
  take(): readonly WebhookEvent[] {
    const taken = this.#waiting;
    this.#waiting = [];
    return taken;
  }

  /** Ends deliveries, those that wait for another attempt as well. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    this.#ended.abort();
    await Promise.all(this.#sending);
  }

  #add(workspace: Workspace, event: WrittenEvent): void {
    const { type, entity } = event;
    const ofEntity = this.#waiting.filter((each) => each.entity.id === entity.id);
    if (type.endsWith('.deleted') && ofEntity.some((each) => each.type.endsWith('.created'))) {
      // What came and went in one batch is not told.
      this.#waiting = this.#waiting.filter((each) => each.entity.id !== entity.id);
      return;
    }
    const same = BATCHED.test(type) ? ofEntity.find((each) => each.type === type) : undefined;
    const data = same === undefined ? event.data : joined(same.data, event.data);
    this.#waiting = [
      ...this.#waiting.filter((each) => each !== same),
      {
        id: same?.id ?? randomUUID(),
        timestamp: workspace.clock().toISOString(),
        workspace_id: workspace.id,
        workspace_name: workspace.name,
        subscription_id: this.#subscription,
        integration_id: this.#integration,
        type,
        authors: [{ id: workspace.botId, type: 'bot' }],
        api_version: '2026-03-11',
        entity,
        data,
      },
    ].slice(-MAX_WAITING);
  }

  #deliver(target: WebhookSubscription): void {
    for (const event of this.take()) {
      const sending = this.#send(target, event).catch(() => undefined);
      this.#sending.add(sending);
      void sending.then(() => this.#sending.delete(sending));
    }
  }

  async #send({ url, token }: WebhookSubscription, event: WebhookEvent): Promise<void> {
    const { signal } = this.#ended;
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      const body = JSON.stringify({ ...event, attempt_number: attempt });
      const signature = createHmac('sha256', token).update(body).digest('hex');
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-notion-signature': `sha256=${signature}` },
        body,
        signal,
      }).catch(() => undefined);
      await answer?.body?.cancel();
      if (answer?.ok === true || signal.aborted) {
        return;
      }
      await delay(FIRST_PAUSE_MS * 2 ** (attempt - 1), undefined, { signal });
    }
  }
}

function joined(one: WrittenEvent['data'], other: WrittenEvent['data']): WrittenEvent['data'] {
  const blocks = new Map(
    [...(one.updated_blocks ?? []), ...(other.updated_blocks ?? [])].map((block) => [block.id, block]),
  );
  const properties = new Set([...(one.updated_properties ?? []), ...(other.updated_properties ?? [])]);
  return {
    ...other,
    ...(blocks.size > 0 ? { updated_blocks: [...blocks.values()] } : {}),
    ...(properties.size > 0 ? { updated_properties: [...properties] } : {}),
  };
}
