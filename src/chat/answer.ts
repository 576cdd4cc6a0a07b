import { setMaxListeners } from 'node:events';
import type { ModelMessage } from 'ai';
import { systemClock, type Clock } from '../clock.js';
import type { ChatConfirmation, ChatEvent, ChatLimit, ChatToolCall } from './chat-event.js';
import { MAX_QUESTION_CHARACTERS, type ChatLimits, type ChatPrices } from './chat-limits.js';
import type { ChatTurn } from './chat-turn.js';
import { EventQueue } from './answering/event-queue.js';
import { historyMessages } from './answering/history-messages.js';
import { modelStep, type AskedCall, type ModelStep } from './answering/model-step.js';
import { PersonClock } from './answering/person-clock.js';
import { CallRunner } from './answering/run-call.js';
import { Spending, tokensIn } from './answering/spending.js';
import { SYSTEM_PROMPT } from './answering/system-prompt.js';
import { MAX_TOOLS, nameTools, type NamedTool } from './answering/tool-names.js';
import type { ChatModel } from './model/chat-model.js';
import { ModelFailure } from './model/model-failure.js';
import type { ChatServer } from './servers/chat-server.js';
import type { ServerConnections } from './servers/server-connections.js';
import { ServerFailure } from './servers/server-failure.js';

/** Calls of one step that are run; a model that asks for more is told so. */
const MAX_CALLS_PER_STEP = 16;
/** Tokens that are left to the model for an answer, if no more are left of the limit: a few sentences. */
const MIN_OUTPUT_TOKENS = 200;
/** Most tokens of one step's output: a long page. */
const MAX_OUTPUT_TOKENS = 8000;

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
  /** In the order in which the model has asked for them; a call that has not ended, or was never made, is a hole. */
  readonly #calls: (ChatToolCall | undefined)[] = [];
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
    const { limits } = this.#parts;
    const watching = new AbortController();
    void this.#clock.worked(limits.seconds * 1000, watching.signal).then(() => {
      if (!watching.signal.aborted) {
        this.#ending.abort(
          new LimitReached('time', `The limit of ${limits.seconds} s for an answer is reached.`),
        );
      }
    });
    try {
      this.#checkQuestion();
      const tools = await this.#tools();
      await this.#steps(tools);
      if (this.#response.trim() === '') {
        this.#emit({ type: 'failed', reason: 'empty', message: 'The model said nothing.' });
      }
    } catch (error) {
      this.#tell(error);
    } finally {
      watching.abort();
      const toolCalls = this.#calls.filter((call) => call !== undefined);
      this.#emit({
        type: 'done',
        response: this.#response,
        toolCalls,
        serversUsed: [...new Set(toolCalls.map(({ server }) => server))],
        usage: this.#spending.usage,
      });
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

  /** The tools of all servers that work; the others are told. */
  async #tools(): Promise<ReadonlyMap<string, NamedTool>> {
    const { servers } = this.#question;
    const found = await Promise.all(servers.map((server) => this.#toolsOf(server)));
    const fitting: NamedTool[] = [];
    for (const [at, tools] of found.entries()) {
      if (fitting.length + tools.length <= MAX_TOOLS) {
        fitting.push(...tools);
      } else {
        this.#emit({
          type: 'server-left-out',
          server: servers[at]?.name ?? '',
          reason: `With its ${tools.length} tools there would be more than the ${MAX_TOOLS} that models take.`,
        });
      }
    }
    return nameTools(fitting);
  }

  async #toolsOf(server: ChatServer): Promise<readonly NamedTool[]> {
    try {
      const tools = await this.#parts.connections.tools(server, this.#signal);
      return tools.map((tool) => ({ server, tool }));
    } catch (error) {
      if (!(error instanceof ServerFailure)) {
        throw error;
      }
      this.#emit({ type: 'server-left-out', server: server.name, reason: error.message });
      return [];
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
    const toolCharacters = JSON.stringify([...tools.values()].map(({ tool }) => tool)).length;
    let toldInput = 0;
    for (let number = 1; ; number += 1) {
      const mayCall = number < limits.steps;
      // At least what the endpoint has counted before: every request repeats the one before it.
      const input = Math.max(
        toldInput,
        tokensIn(SYSTEM_PROMPT.length + toolCharacters + JSON.stringify(messages).length),
      );
      const step = await modelStep({
        model,
        messages,
        tools,
        mayCall,
        maxOutputTokens: this.#outputTokensLeft(input),
        signal: this.#signal,
        onText: (delta) => this.#say(delta),
      });
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
      messages.push(...step.messages, await this.#runCalls(step, tools, runner));
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

  async #runCalls(
    step: ModelStep,
    tools: ReadonlyMap<string, NamedTool>,
    runner: CallRunner,
  ): Promise<ModelMessage> {
    const before = this.#calls.length;
    this.#calls.push(...step.calls.map(() => undefined));
    const results = await Promise.all(
      step.calls.map(async (asked, at) => {
        const { text, failed, call } = await this.#runCall(asked, at, tools, runner);
        this.#calls[before + at] = call;
        return { asked, text, failed };
      }),
    );
    this.#signal.throwIfAborted();
    return {
      role: 'tool',
      content: results.map(({ asked, text, failed }) => ({
        type: 'tool-result',
        toolCallId: asked.id,
        toolName: asked.name,
        output: { type: failed ? 'error-text' : 'text', value: text },
      })),
    };
  }

  async #runCall(
    asked: AskedCall,
    at: number,
    tools: ReadonlyMap<string, NamedTool>,
    runner: CallRunner,
  ): Promise<RunCall> {
    const named = tools.get(asked.name);
    if (at >= MAX_CALLS_PER_STEP) {
      return { text: `At most ${MAX_CALLS_PER_STEP} tools are called at once. Call again.`, failed: true };
    }
    const given = asked.arguments ?? {};
    if (named === undefined || !asked.isValid || !isRecord(given)) {
      const call = {
        tool: named?.tool.name ?? asked.name,
        server: named?.server.name ?? '',
        arguments: asked.arguments,
        result: named === undefined ? 'There is no such tool.' : 'The arguments are no JSON object.',
        failed: true,
        seconds: 0,
      };
      const { result: text, failed } = call;
      const { tool, server } = call;
      this.#emit({ type: 'tool-call', id: asked.id, tool, server, arguments: asked.arguments });
      this.#emit({ type: 'tool-result', id: asked.id, tool, server, result: text, failed, seconds: 0 });
      return { text, failed };
    }
    const call = await runner.run({ ...named, id: asked.id, arguments: given });
    return { text: call.result, failed: call.failed, call };
  }

  #say(delta: string): void {
    this.#response += delta;
    this.#emit({ type: 'text', delta });
  }

  /** What is said after tools were called is a paragraph of its own. */
  #endParagraph(): void {
    if (this.#response !== '' && !this.#response.endsWith('\n')) {
      this.#say('\n\n');
    }
  }
}

/** What a call came to. `call`: absent where none was made. */
interface RunCall {
  readonly text: string;
  readonly failed: boolean;
  readonly call?: ChatToolCall;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
