import type { Clock } from '../../clock.js';
import { describeError, type Log } from '../../telemetry/log/log.js';
import { EventQueue } from '../answering/event-queue.js';
import type { ChatConfirmation, ChatEvent, ChatLimit, ChatUsage } from '../chat-event.js';
import type { Confirmations } from './confirmations.js';
import type { Conversations, KeptTurn } from './conversations.js';
import type { BegunUse, DailyUse } from './daily-use.js';
import type { ChatBackend, ChatWorkspace } from './ports.js';

/** Answers that one person may have under way. */
const MAX_RUNNING = 3;
const UNKEPT = 'The answer could not be stored: the conversation does not have it.';

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
  | { readonly kind: 'unknown'; readonly what: 'conversation' | 'workspace' }
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
  readonly backend: Pick<ChatBackend, 'ask'>;
  readonly conversations: Conversations;
  readonly confirmations: Confirmations;
  readonly use: DailyUse;
  readonly workspacesOf: (personId: string) => Promise<readonly ChatWorkspace[]>;
  readonly clock: Pick<Clock, 'now'>;
  readonly newId: () => string;
  readonly log: Log;
}

/** An answer that is under way. */
interface Running {
  readonly personId: string;
  readonly conversationId: string;
  readonly question: string;
  /** Whether the conversation begins with it. */
  readonly isFirst: boolean;
  readonly stop: AbortController;
  /** The conversation was deleted meanwhile. */
  isDiscarded: boolean;
  /** While the turn is being stored. */
  storing: Promise<void> | undefined;
}

interface Ready {
  readonly history: readonly KeptTurn[];
  readonly workspaces: readonly ChatWorkspace[];
  readonly begun: BegunUse;
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
    const conversationId = asked.conversationId ?? this.#options.newId();
    const own = [...this.#running].filter((one) => one.personId === personId);
    if (own.length >= MAX_RUNNING || own.some((one) => one.conversationId === conversationId)) {
      return { kind: 'busy' };
    }
    const running: Running = {
      personId,
      conversationId,
      question: asked.message,
      isFirst: asked.conversationId === undefined,
      stop: new AbortController(),
      isDiscarded: false,
      storing: undefined,
    };
    // Before the conversation is read: of two questions at once, the later one would not know the earlier one's answer.
    this.#running.add(running);
    const ready = await this.#readyFor(personId, asked).catch((error: unknown) => {
      this.#running.delete(running);
      throw error;
    });
    if ('kind' in ready) {
      this.#running.delete(running);
      return ready;
    }
    const { history, workspaces, begun } = ready;
    const stopped = AbortSignal.any([signal, running.stop.signal]);
    const events = new EventQueue<SentEvent>();
    const made = this.#options.backend.ask({
      personId,
      question: asked.message,
      history,
      workspaces,
      allowance: begun.allowance,
      confirm: (call) => (mayAsk ? this.#ask(personId, call, stopped, events) : Promise.resolve('no')),
      signal: stopped,
    });
    const work = this.#run(running, made, { begun, events }).finally(() => {
      this.#running.delete(running);
      events.end();
    });
    // Reported to the reader; nobody may be left to read it.
    work.catch(() => {});
    return { kind: 'begun', conversationId, events: readUntilLeft(events, work, running.stop) };
  }

  /** What an answer begins with; or why there is none. */
  async #readyFor(personId: string, asked: Asked): Promise<Ready | Refused> {
    const { conversations, use, workspacesOf } = this.#options;
    const { conversationId, workspaceIds } = asked;
    const earlier =
      conversationId === undefined ? undefined : await conversations.find(personId, conversationId);
    const workspaces = chosenFrom(await workspacesOf(personId), workspaceIds);
    if (conversationId !== undefined && earlier === undefined) {
      return { kind: 'unknown', what: 'conversation' };
    }
    if (workspaces === undefined) {
      return { kind: 'unknown', what: 'workspace' };
    }
    const begun = await use.begin(personId);
    return typeof begun === 'string'
      ? { kind: 'limit', limit: begun }
      : { history: earlier?.turns ?? [], workspaces, begun };
  }

  /** Stops the answers of a conversation, and forgets it. False if there was none. */
  async delete(personId: string, conversationId: string): Promise<boolean> {
    let wasRunning = false;
    for (const one of this.#running) {
      if (one.personId === personId && one.conversationId === conversationId) {
        one.isDiscarded = true;
        one.stop.abort();
        wasRunning = true;
        // What is stored after the conversation was deleted would bring it back.
        await one.storing;
      }
    }
    return (await this.#options.conversations.delete(personId, conversationId)) || wasRunning;
  }

  /** The person's answers that are under way: the conversation has them when they are over. */
  answering(personId: string): readonly Pick<Running, 'conversationId' | 'question'>[] {
    return [...this.#running].filter((one) => one.personId === personId && !one.isDiscarded);
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
    made: AsyncIterable<ChatEvent>,
    { begun, events }: { readonly begun: BegunUse; readonly events: EventQueue<SentEvent> },
  ): Promise<void> {
    let ended: string | undefined;
    let usage: ChatUsage | undefined;
    try {
      for await (const event of made) {
        if (event.type === 'limit' || event.type === 'failed') {
          ended = event.message;
        } else if (event.type === 'done') {
          const { response, toolCalls, serversUsed } = event;
          ({ usage } = event);
          const turn = {
            question: running.question,
            response,
            toolCalls,
            serversUsed,
            ended,
            at: this.#options.clock.now(),
          };
          if (!(await this.#keep(running, turn))) {
            events.push({ type: 'failed', reason: 'unkept', message: UNKEPT });
          }
        }
        // A question is put by `confirm`, where it gets the id of its answer.
        if (event.type !== 'confirm') {
          events.push(event);
        }
      }
    } finally {
      // What is set aside stays so where the database does not answer.
      await begun.end(usage).catch((error: unknown) => this.#fail('could not count an answer', error));
    }
  }

  /** False if it could not be stored. */
  async #keep(running: Running, turn: KeptTurn): Promise<boolean> {
    if (running.isDiscarded) {
      return true;
    }
    const { personId, conversationId, isFirst } = running;
    const stored = this.#options.conversations.add(personId, conversationId, turn, { isFirst });
    running.storing = stored.catch(() => {});
    try {
      await stored;
      return true;
    } catch (error) {
      this.#fail('could not store an answer', error);
      return false;
    }
  }

  #fail(message: string, error: unknown): void {
    this.#options.log.error(message, describeError(error));
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
