import type { ModelMessage } from 'ai';
import { revealInvisible } from '../../text/invisible.js';
import { isRecord, revealedJson } from '../../text/json.js';
import type { ChatEvent, ChatToolCall } from '../chat-event.js';
import type { AskedCall } from './model-step.js';
import type { CallRunner } from './run-call.js';
import type { NamedTool } from './tool-names.js';

/** Calls of one step that are run; a model that asks for more is told so. */
const MAX_CALLS_PER_STEP = 16;

/** What a call came to. `call`: absent where none was made. */
interface RunCall {
  readonly text: string;
  readonly failed: boolean;
  readonly call?: ChatToolCall;
}

/** Runs the calls of each step side by side, and keeps them for the end of the answer. */
export class StepCalls {
  readonly #tools: ReadonlyMap<string, NamedTool>;
  readonly #runner: CallRunner;
  readonly #emit: (event: ChatEvent) => void;
  /** In the order in which the model has asked for them; a call that has not ended, or was never made, is a hole. */
  readonly #made: (ChatToolCall | undefined)[] = [];

  constructor(tools: ReadonlyMap<string, NamedTool>, runner: CallRunner, emit: (event: ChatEvent) => void) {
    this.#tools = tools;
    this.#runner = runner;
    this.#emit = emit;
  }

  /** Those that have ended. */
  get made(): readonly ChatToolCall[] {
    return this.#made.filter((call) => call !== undefined);
  }

  /** The message by which the model is told what came of them. */
  async run(calls: readonly AskedCall[]): Promise<ModelMessage> {
    const before = this.#made.length;
    this.#made.push(...calls.map(() => undefined));
    const results = await Promise.all(
      calls.map(async (asked, at) => {
        const { text, failed, call } = await this.#run(asked, at);
        this.#made[before + at] = call;
        return { asked, text, failed };
      }),
    );
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

  async #run(asked: AskedCall, at: number): Promise<RunCall> {
    const named = this.#tools.get(asked.name);
    if (at >= MAX_CALLS_PER_STEP) {
      return { text: `At most ${MAX_CALLS_PER_STEP} tools are called at once. Call again.`, failed: true };
    }
    const given = asked.arguments ?? {};
    if (named === undefined || !asked.isValid || !isRecord(given)) {
      const about = {
        tool: named?.tool.name ?? revealInvisible(asked.name),
        server: named?.server.name ?? '',
      };
      const text = named === undefined ? 'There is no such tool.' : 'The arguments are no JSON object.';
      this.#emit({ type: 'tool-call', id: asked.id, ...about, arguments: revealedJson(asked.arguments) });
      this.#emit({ type: 'tool-result', id: asked.id, ...about, result: text, failed: true, seconds: 0 });
      return { text, failed: true };
    }
    const call = await this.#runner.run({ ...named, id: asked.id, arguments: given });
    return { text: call.result, failed: call.failed, call };
  }
}
