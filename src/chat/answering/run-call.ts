import { revealInvisible } from '../../text/invisible.js';
import { revealedJson } from '../../text/json.js';
import type { ChatConfirmation, ChatEvent, ChatToolCall } from '../chat-event.js';
import { cutTo, type ToolAnswer } from '../servers/read-result.js';
import type { ServerConnections } from '../servers/server-connections.js';
import { ServerFailure } from '../servers/server-failure.js';
import type { PersonClock } from './person-clock.js';
import type { NamedTool } from './tool-names.js';

/** Characters of a preview: a person reads it before the yes. */
const MAX_PREVIEW_CHARACTERS = 20_000;
const DENIED =
  'The user did not allow this call. Nothing was changed. Do not repeat it unless the user asks for it.';

/** What calls of one answer share. */
interface CallParts {
  readonly connections: ServerConnections;
  readonly confirm: (call: ChatConfirmation) => Promise<'yes' | 'no'>;
  readonly clock: PersonClock;
  readonly emit: (event: ChatEvent) => void;
  readonly signal: AbortSignal;
}

/** One call of the model, understood. */
interface RequestedCall extends NamedTool {
  readonly id: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** Runs the calls of one answer: shown when they start and end, and those that may change something asked about first. */
export class CallRunner {
  readonly #parts: CallParts;
  /** People are asked one thing at a time. */
  #asking: Promise<unknown> = Promise.resolve();

  constructor(parts: CallParts) {
    this.#parts = parts;
  }

  async run({ id, server, tool, arguments: given }: RequestedCall): Promise<ChatToolCall> {
    const { emit, clock } = this.#parts;
    const about = { id, server: server.name, tool: tool.name };
    const shown = revealedJson(given);
    emit({ type: 'tool-call', ...about, arguments: shown });
    const start = clock.workedMs();
    const { text, failed } = await this.#answer({ id, server, tool, arguments: given });
    const seconds = Math.round((clock.workedMs() - start) / 10) / 100;
    emit({ type: 'tool-result', ...about, result: text, failed, seconds });
    return { tool: tool.name, server: server.name, arguments: shown, result: text, failed, seconds };
  }

  async #answer(call: RequestedCall): Promise<ToolAnswer> {
    const { tool, arguments: given } = call;
    try {
      // What only tells what it would do, changes nothing.
      if (tool.isReadOnly || (tool.hasDryRun && given['dry_run'] === true)) {
        return await this.#call(call, given);
      }
      const preview = await this.#preview(call);
      if (preview.failed) {
        return preview;
      }
      const isAllowed = await this.#isAllowed(call, preview.text);
      return isAllowed
        ? await this.#call(call, withToken(given, call, preview.text))
        : { text: DENIED, failed: true };
    } catch (error) {
      this.#parts.signal.throwIfAborted();
      if (error instanceof ServerFailure) {
        return { text: error.message, failed: true };
      }
      throw error;
    }
  }

  /** What the call would do. A dry run that fails is the call's answer: nobody has to be asked about it. */
  async #preview(call: RequestedCall): Promise<ToolAnswer> {
    return call.tool.hasDryRun
      ? this.#call(call, { ...call.arguments, dry_run: true })
      : { text: JSON.stringify(call.arguments, undefined, 2), failed: false };
  }

  #isAllowed({ id, server, tool, arguments: given }: RequestedCall, preview: string): Promise<boolean> {
    const { confirm, emit, clock, signal } = this.#parts;
    const ask = async (): Promise<boolean> => {
      signal.throwIfAborted();
      const question = {
        id,
        server: server.name,
        tool: tool.name,
        arguments: revealedJson(given),
        // What a person says yes to must not be reordered or hidden by what others wrote.
        preview: cutTo(revealInvisible(preview), MAX_PREVIEW_CHARACTERS),
      };
      emit({ type: 'confirm', ...question });
      return clock.whileWaiting(() => yesOrNo(confirm(question), signal));
    };
    const asked = this.#asking.then(ask);
    this.#asking = asked.catch(() => {});
    return asked;
  }

  #call({ server, tool }: RequestedCall, given: Readonly<Record<string, unknown>>): Promise<ToolAnswer> {
    return this.#parts.connections.call(server, tool.name, given, this.#parts.signal);
  }
}

/**
 * Calls that lose something take the token that their dry run has answered with. The person has seen that dry run and said
 * yes to it, so the token belongs to the call; without one the model would have to ask for a second yes.
 */
function withToken(
  given: Readonly<Record<string, unknown>>,
  { tool }: RequestedCall,
  preview: string,
): Readonly<Record<string, unknown>> {
  const { properties } = tool.inputSchema;
  const takesToken = typeof properties === 'object' && properties !== null && 'confirm' in properties;
  const token =
    takesToken && given['confirm'] === undefined ? [...preview.matchAll(TOKEN)].at(-1)?.[1] : undefined;
  return token === undefined ? given : { ...given, confirm: token };
}

/** As our own dry runs name it, below all that others wrote. */
const TOKEN = /"confirm":"([\w.-]{8,500})"/g;

/** Anything but a yes is a no: also an error, and the end of the answer. */
async function yesOrNo(answer: Promise<'yes' | 'no'>, signal: AbortSignal): Promise<boolean> {
  const ended = new Promise<'no'>((resolve) => {
    if (signal.aborted) {
      resolve('no');
    }
    signal.addEventListener('abort', () => resolve('no'), { once: true });
  });
  const given = await Promise.race([answer.catch(() => 'no' as const), ended]);
  return given === 'yes' && !signal.aborted;
}
