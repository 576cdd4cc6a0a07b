import { setMaxListeners } from 'node:events';
import type { ModelMessage } from 'ai';
import { systemClock, type Clock } from '../clock.js';
import { RevealedStream } from '../text/revealed-stream.js';
import type { ChatConfirmation, ChatEvent, ChatLimit } from './chat-event.js';
import { MAX_QUESTION_CHARACTERS, type ChatLimits, type ChatPrices } from './chat-limits.js';
import type { ChatTurn } from './chat-turn.js';
import { EventQueue } from './answering/event-queue.js';
import { historyMessages } from './answering/history-messages.js';
import { modelStep, toolSetOf } from './answering/model-step.js';
import { PersonClock } from './answering/person-clock.js';
import { CallRunner } from './answering/run-call.js';
import { Spending, tokensIn } from './answering/spending.js';
import { systemPrompt } from './answering/system-prompt.js';
import { serverTools } from './answering/server-tools.js';
import { StepCalls } from './answering/step-calls.js';
import type { NamedTool } from './answering/tool-names.js';
import type { ChatModel } from './model/chat-model.js';
import { ModelFailure } from './model/model-failure.js';
import type { ChatServer } from './servers/chat-server.js';
import type { ServerConnections } from './servers/server-connections.js';

/** Tokens that are left to the model for an answer, if no more are left of the limit: a few sentences. */
const MIN_OUTPUT_TOKENS = 200;
/** Most tokens of one step's output: a long page. */
const MAX_OUTPUT_TOKENS = 8000;

/** Why a step ended that the model had begun. */
const HALF_DONE: ReadonlySet<string> = new Set(['cut', 'late']);

/** Listeners of one answer's signal that are no leak. */
const MAX_LISTENERS = 200;

/** One question, and all that belongs to it. */
export interface ChatQuestion {
  readonly question: string;
  /** Earlier turns of the conversation, the oldest first. */
  readonly history: readonly ChatTurn[];
  readonly servers: readonly ChatServer[];
  /** Asks the person; called for one call at a time. A rejection counts as a no. */
  readonly confirm: (call: ChatConfirmation) => Promise<'yes' | 'no'>;
  /** Aborted when the person stops the answer. */
  readonly signal: AbortSignal;
}

/** What answers. */
export interface ChatParts {
  readonly model: ChatModel;
  readonly connections: ServerConnections;
  readonly limits: ChatLimits;
  readonly prices?: ChatPrices | undefined;
  readonly clock?: Clock;
}

/**
 * Answers a question with the model and the servers' tools. Never throws for what model or servers do: that is told as
 * events, and the last is always `done`. Whoever stops reading stops the answer.
 */
export async function* answer(question: ChatQuestion, parts: ChatParts): AsyncGenerator<ChatEvent, void> {
  const events = new EventQueue<ChatEvent>();
  const leaving = new AbortController();
  const run = new AnswerRun(question, parts, leaving.signal, (event) => events.push(event));
  const work = run.run().finally(() => events.end());
  // Reported to the reader below; nobody may be left to read it.
  work.catch(() => {});
  try {
    yield* events.read();
    await work;
  } finally {
    leaving.abort();
  }
}

/** Why the answer was ended from here. */
class LimitReached extends Error {
  override readonly name = 'LimitReached';
  readonly limit: ChatLimit;

  constructor(limit: ChatLimit, message: string) {
    super(message);
    this.limit = limit;
  }
}

class AnswerRun {
  readonly #question: ChatQuestion;
  readonly #parts: ChatParts;
  readonly #emit: (event: ChatEvent) => void;
  readonly #clock: PersonClock;
  readonly #spending: Spending;
  /** The person's stop, the reader's leaving, and the limit of time. */
  readonly #ending = new AbortController();
  readonly #signal: AbortSignal;
  #calls: StepCalls | undefined;
  /** A model may repeat what somebody has hidden in a page. */
  readonly #revealed = new RevealedStream();
  #response = '';

  constructor(
    question: ChatQuestion,
    parts: ChatParts,
    leaving: AbortSignal,
    emit: (event: ChatEvent) => void,
  ) {
    this.#question = question;
    this.#parts = parts;
    this.#emit = emit;
    this.#clock = new PersonClock(parts.clock ?? systemClock);
    this.#spending = new Spending(parts.prices);
    this.#signal = AbortSignal.any([question.signal, leaving, this.#ending.signal]);
    // Each call of a step listens, and so do the servers that are opened at once.
    setMaxListeners(MAX_LISTENERS, this.#signal);
  }

  async run(): Promise<void> {
    const watching = new AbortController();
    void this.#watchTime(watching.signal);
    try {
      this.#checkQuestion();
      const { servers } = this.#question;
      const { connections } = this.#parts;
      await this.#steps(await serverTools(servers, connections, this.#emit, this.#signal));
      if (this.#response.trim() === '') {
        this.#emit({ type: 'failed', reason: 'empty', message: 'The model said nothing.' });
      }
    } catch (error) {
      // What was said so far comes before what ended it.
      this.#endText();
      this.#tell(error);
    } finally {
      watching.abort();
      this.#endText();
      const toolCalls = this.#calls?.made ?? [];
      this.#emit({
        type: 'done',
        response: this.#response,
        toolCalls,
        serversUsed: [...new Set(toolCalls.map(({ server }) => server))],
        usage: this.#spending.usage,
      });
    }
  }

  async #watchTime(ended: AbortSignal): Promise<void> {
    const { seconds } = this.#parts.limits;
    await this.#clock.worked(seconds * 1000, ended);
    if (!ended.aborted) {
      this.#ending.abort(new LimitReached('time', `The limit of ${seconds} s for an answer is reached.`));
    }
  }

  #tell(thrown: unknown): void {
    const error = this.#ending.signal.aborted ? this.#ending.signal.reason : thrown;
    if (error instanceof LimitReached) {
      this.#emit({ type: 'limit', limit: error.limit, message: error.message });
    } else if (error instanceof ModelFailure) {
      this.#emit({ type: 'failed', reason: error.reason, message: error.message });
    } else if (this.#signal.aborted) {
      this.#emit({ type: 'failed', reason: 'stopped', message: 'The answer was stopped.' });
    } else {
      throw error;
    }
  }

  #checkQuestion(): void {
    const { question, history } = this.#question;
    const { messages } = this.#parts.limits;
    if (history.length >= messages) {
      throw new LimitReached(
        'messages',
        `The limit of ${messages} questions in a conversation is reached. Start a new one.`,
      );
    }
    if (question.trim() === '' || question.length > MAX_QUESTION_CHARACTERS) {
      throw new ModelFailure('refused');
    }
  }

  async #steps(tools: ReadonlyMap<string, NamedTool>): Promise<void> {
    const { model, connections, limits } = this.#parts;
    const { history, question, confirm } = this.#question;
    const messages: ModelMessage[] = [...historyMessages(history), { role: 'user', content: question }];
    const runner = new CallRunner({
      connections,
      confirm,
      clock: this.#clock,
      emit: this.#emit,
      signal: this.#signal,
    });
    const calls = new StepCalls(tools, runner, this.#emit);
    this.#calls = calls;
    const toolCharacters = JSON.stringify([...tools.values()].map(({ tool }) => tool)).length;
    const toolSet = await toolSetOf(tools);
    const system = systemPrompt((this.#parts.clock ?? systemClock).now());
    let toldInput = 0;
    for (let number = 1; ; number += 1) {
      const mayCall = number < limits.steps;
      // At least what the endpoint has counted before: every request repeats the one before it.
      const input = Math.max(
        toldInput,
        tokensIn(system.length + toolCharacters + JSON.stringify(messages).length),
      );
      let said = 0;
      const step = await modelStep({
        model,
        system,
        messages,
        tools: toolSet,
        mayCall,
        maxOutputTokens: this.#outputTokensLeft(input),
        signal: this.#signal,
        onText: (delta) => {
          said += delta.length;
          this.#say(this.#revealed.push(delta));
        },
      }).catch((error: unknown) => {
        if (this.#signal.aborted || (error instanceof ModelFailure && HALF_DONE.has(error.reason))) {
          // The endpoint counts it, though it does not say so.
          this.#spending.addStep({}, { inputTokens: input, outputCharacters: said });
        }
        throw error;
      });
      this.#endText();
      this.#spending.addStep(step, { inputTokens: input, outputCharacters: step.outputCharacters });
      toldInput = step.inputTokens ?? 0;
      if (step.ending === 'refused') {
        throw new ModelFailure('refused');
      }
      if (step.ending === 'length') {
        throw new LimitReached('tokens', 'The limit of tokens is reached: the answer is cut.');
      }
      if (step.calls.length === 0) {
        return;
      }
      if (!mayCall) {
        throw this.#stepsReached();
      }
      messages.push(...step.messages, await calls.run(step.calls));
      this.#signal.throwIfAborted();
      this.#endParagraph();
      if (number + 1 === limits.steps) {
        // The model then answers with what it has.
        const { limit, message } = this.#stepsReached();
        this.#emit({ type: 'limit', limit, message });
      }
    }
  }

  #stepsReached(): LimitReached {
    return new LimitReached(
      'steps',
      `The limit of ${this.#parts.limits.steps} steps for an answer is reached: no more tools are called.`,
    );
  }

  /** Of the limits, for the next request. Throws where it would not fit. */
  #outputTokensLeft(input: number): number {
    const { tokens, cost } = this.#parts.limits;
    const left = tokens - this.#spending.tokens - input;
    if (left < MIN_OUTPUT_TOKENS) {
      throw new LimitReached('tokens', `The limit of ${tokens} tokens for an answer is reached.`);
    }
    if (cost !== undefined && (this.#spending.costOf(input) ?? 0) >= cost) {
      throw new LimitReached('cost', `The limit of ${cost} for the cost of an answer is reached.`);
    }
    return Math.min(left, MAX_OUTPUT_TOKENS);
  }

  #say(delta: string): void {
    if (delta !== '') {
      this.#response += delta;
      this.#emit({ type: 'text', delta });
    }
  }

  #endText(): void {
    this.#say(this.#revealed.end());
  }

  /** What is said after tools were called is a paragraph of its own. */
  #endParagraph(): void {
    if (this.#response !== '' && !this.#response.endsWith('\n')) {
      this.#say('\n\n');
    }
  }
}
