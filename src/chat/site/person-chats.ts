import type { Clock } from '../../clock.js';
import { EventQueue } from '../answering/event-queue.js';
import type { ChatConfirmation, ChatEvent, ChatLimit, ChatUsage } from '../chat-event.js';
import type { Confirmations } from './confirmations.js';
import type { Conversations } from './conversations.js';
import type { DailyUse } from './daily-use.js';
import type { ChatBackend, ChatWorkspace } from './ports.js';

/** Answers that one person may have under way. */
const MAX_RUNNING = 3;

/** What a person asks. */
interface Asked {
  readonly message: string;
  /** Absent for a new conversation. */
  readonly conversationId: string | undefined;
  /** Of connections; absent for all that are connected. */
  readonly workspaceIds: readonly string[] | undefined;
}

/** Why a question is not answered at all. */
export type Refused =
  /** No such conversation, or no such workspace: another person's is none either. */
  | { readonly kind: 'unknown' }
  /** The conversation is being answered, or too many of the person's are. */
  | { readonly kind: 'busy' }
  | { readonly kind: 'limit'; readonly limit: Exclude<ChatLimit, 'time'> };

/** An event as people get it: a change that waits has an id of its own, to be answered with. */
type SentEvent =
  | Exclude<ChatEvent, { type: 'confirm' }>
  | ({ readonly type: 'confirm'; readonly confirmationId: string } & ChatConfirmation)
  /** How a question about a change ended. */
  | { readonly type: 'confirmed'; readonly id: string; readonly answer: 'yes' | 'no' | 'late' };

/** A question that is being answered. */
export interface BegunAnswer {
  readonly kind: 'begun';
  readonly conversationId: string;
  /** Read to its end, or left to stop it. Kept in the conversation either way. */
  readonly events: AsyncIterable<SentEvent>;
}

interface PersonChatsOptions {
  readonly backend: ChatBackend;
  readonly conversations: Conversations;
  readonly confirmations: Confirmations;
  readonly use: DailyUse;
  readonly workspacesOf: (personId: string) => Promise<readonly ChatWorkspace[]>;
  readonly clock: Pick<Clock, 'now'>;
  readonly newId: () => string;
}

/** An answer that is under way. */
interface Running {
  readonly personId: string;
  readonly conversationId: string;
  readonly stop: AbortController;
  /** The conversation was deleted meanwhile. */
  isDiscarded: boolean;
}

/** The conversations of all persons, each with their own. */
export class PersonChats {
  readonly #options: PersonChatsOptions;
  readonly #running = new Set<Running>();

  constructor(options: PersonChatsOptions) {
    this.#options = options;
  }

  /** `mayAsk`: whether the person can be asked while the answer is made; if not, nothing is changed. */
  async begin(
    personId: string,
    asked: Asked,
    { mayAsk, signal }: { readonly mayAsk: boolean; readonly signal: AbortSignal },
  ): Promise<BegunAnswer | Refused> {
    const { backend, conversations, use, workspacesOf, newId } = this.#options;
    const earlier =
      asked.conversationId === undefined
        ? undefined
        : await conversations.find(personId, asked.conversationId);
    const workspaces = chosenFrom(await workspacesOf(personId), asked.workspaceIds);
    if (workspaces === undefined || (asked.conversationId !== undefined && earlier === undefined)) {
      return { kind: 'unknown' };
    }
    const conversationId = earlier?.id ?? newId();
    const own = [...this.#running].filter((one) => one.personId === personId);
    if (own.length >= MAX_RUNNING || own.some((one) => one.conversationId === conversationId)) {
      return { kind: 'busy' };
    }
    const begun = use.begin(personId);
    if (typeof begun === 'string') {
      return { kind: 'limit', limit: begun };
    }
    const running: Running = { personId, conversationId, stop: new AbortController(), isDiscarded: false };
    this.#running.add(running);
    const stopped = AbortSignal.any([signal, running.stop.signal]);
    const events = new EventQueue<SentEvent>();
    const made = backend.ask({
      personId,
      question: asked.message,
      history: earlier?.turns ?? [],
      workspaces,
      allowance: begun.allowance,
      confirm: (call) => (mayAsk ? this.#ask(personId, call, stopped, events) : Promise.resolve('no')),
      signal: stopped,
    });
    const work = this.#run(running, asked.message, made, events)
      .then((usage) => begun.end(usage))
      .finally(() => {
        this.#running.delete(running);
        events.end();
      });
    // Reported to the reader; nobody may be left to read it.
    work.catch(() => {});
    return { kind: 'begun', conversationId, events: readUntilLeft(events, work, running.stop) };
  }

  /** Stops the answers of a conversation, and forgets it. False if there was none. */
  async delete(personId: string, conversationId: string): Promise<boolean> {
    let wasRunning = false;
    for (const one of this.#running) {
      if (one.personId === personId && one.conversationId === conversationId) {
        one.isDiscarded = true;
        one.stop.abort();
        wasRunning = true;
      }
    }
    return (await this.#options.conversations.delete(personId, conversationId)) || wasRunning;
  }

  /** Stops all answers, at shutdown. */
  stop(): void {
    for (const { stop } of this.#running) {
      stop.abort();
    }
  }

  async #ask(
    personId: string,
    call: ChatConfirmation,
    signal: AbortSignal,
    events: EventQueue<SentEvent>,
  ): Promise<'yes' | 'no'> {
    const answer = await this.#options.confirmations.ask(personId, signal, (confirmationId) =>
      events.push({ type: 'confirm', confirmationId, ...call }),
    );
    if (answer !== 'stopped') {
      events.push({ type: 'confirmed', id: call.id, answer });
    }
    return answer === 'yes' ? 'yes' : 'no';
  }

  /** Makes the answer to its end, also when nobody reads it any more: the conversation keeps what there is of it. */
  async #run(
    running: Running,
    question: string,
    made: AsyncIterable<ChatEvent>,
    events: EventQueue<SentEvent>,
  ): Promise<ChatUsage | undefined> {
    const { personId, conversationId } = running;
    let ended: string | undefined;
    let usage: ChatUsage | undefined;
    for await (const event of made) {
      if (event.type === 'limit' || event.type === 'failed') {
        ended = event.message;
      } else if (event.type === 'done') {
        const { response, toolCalls, serversUsed } = event;
        ({ usage } = event);
        if (!running.isDiscarded) {
          const turn = { question, response, toolCalls, serversUsed, ended, at: this.#options.clock.now() };
          await this.#options.conversations.add(personId, conversationId, turn);
        }
      }
      // A question is put by `confirm`, where it gets the id of its answer.
      if (event.type !== 'confirm') {
        events.push(event);
      }
    }
    return usage;
  }
}

/** The events for one reader, who stops the answer by leaving. */
async function* readUntilLeft(
  events: EventQueue<SentEvent>,
  work: Promise<void>,
  stop: AbortController,
): AsyncGenerator<SentEvent> {
  try {
    yield* events.read();
    await work;
  } finally {
    stop.abort();
  }
}

/** The workspaces that are meant: those named, or all that are connected. Undefined if one of them is not the person's. */
function chosenFrom(
  own: readonly ChatWorkspace[],
  ids: readonly string[] | undefined,
): readonly ChatWorkspace[] | undefined {
  if (ids === undefined) {
    return own.filter(({ status }) => status === 'connected');
  }
  const chosen = own.filter(({ id }) => ids.includes(id));
  return chosen.length === new Set(ids).size ? chosen : undefined;
}
