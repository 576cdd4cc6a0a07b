import type { ModelMessage, ToolSet } from 'ai';
import type { ChatModel } from '../model/chat-model.js';
import { ModelFailure } from '../model/model-failure.js';
import type { NamedTool } from './tool-names.js';

/** A call as the model has asked for it. */
export interface AskedCall {
  readonly id: string;
  /** The name by which the model knows the tool. */
  readonly name: string;
  readonly arguments: unknown;
  /** Whether it can be run: there is such a tool, and the arguments are JSON. */
  readonly isValid: boolean;
}

/** One request to the model and what came of it. */
interface ModelStep {
  readonly calls: readonly AskedCall[];
  /** The assistant's messages as the next request repeats them. */
  readonly messages: readonly ModelMessage[];
  readonly ending: 'stop' | 'length' | 'refused';
  readonly inputTokens: number | undefined;
  readonly outputTokens: number | undefined;
  /** Of texts and of arguments. */
  readonly outputCharacters: number;
}

interface StepRequest {
  readonly model: ChatModel;
  /** What it is told before the conversation. */
  readonly system: string;
  readonly messages: readonly ModelMessage[];
  readonly tools: ToolSet;
  /** Whether the model may call tools; else it has to answer with what it knows. */
  readonly mayCall: boolean;
  readonly maxOutputTokens: number;
  readonly signal: AbortSignal;
  readonly onText: (delta: string) => void;
}

/** The tools as the SDK takes them, the same for every step of an answer. */
export async function toolSetOf(tools: ReadonlyMap<string, NamedTool>): Promise<ToolSet> {
  const { jsonSchema, tool: toolOf } = await import('ai');
  return Object.fromEntries(
    [...tools].map(([name, { server, tool }]) => [
      name,
      toolOf({
        description: `[${server.name}] ${tool.description}`,
        inputSchema: jsonSchema(tool.inputSchema),
      }),
    ]),
  );
}

/**
 * Asks the model once. Calls are not run here: only when the whole step has come, so that nothing is done on half an answer.
 * Rejects with a `ModelFailure`, or with the signal's reason.
 */
export async function modelStep({
  model,
  system,
  messages,
  tools,
  mayCall,
  maxOutputTokens,
  signal,
  onText,
}: StepRequest): Promise<ModelStep> {
  // Loaded with the first question.
  const { streamText } = await import('ai');
  // It would write to standard output.
  globalThis.AI_SDK_LOG_WARNINGS = false;
  const result = streamText({
    model: model.language,
    system,
    messages: [...messages],
    ...(Object.keys(tools).length === 0 ? {} : { tools, toolChoice: mayCall ? 'auto' : 'none' }),
    maxOutputTokens,
    maxRetries: 0,
    abortSignal: signal,
    experimental_include: { requestBody: false },
    // It would write to standard error what the endpoint said.
    onError: () => {},
  });
  let characters = 0;
  const calls: AskedCall[] = [];
  let usage: { inputTokens?: number | undefined; outputTokens?: number | undefined } = {};
  let ending: string | undefined;
  try {
    for await (const part of result.fullStream) {
      if (part.type === 'text-delta') {
        characters += part.text.length;
        onText(part.text);
      } else if (part.type === 'tool-call') {
        calls.push({
          id: part.toolCallId,
          name: part.toolName,
          arguments: part.input,
          isValid: !('invalid' in part && part.invalid === true) && Object.hasOwn(tools, part.toolName),
        });
      } else if (part.type === 'finish-step') {
        ({ usage } = part);
        ending = part.finishReason;
      } else if (part.type === 'error') {
        throw part.error;
      } else if (part.type === 'abort') {
        break;
      }
    }
    signal.throwIfAborted();
    if (ending === undefined || ending === 'error') {
      throw new ModelFailure('cut');
    }
    const said = (await result.response).messages.filter(({ role }) => role === 'assistant');
    return {
      calls,
      messages: said,
      ending: ending === 'length' ? 'length' : ending === 'content-filter' ? 'refused' : 'stop',
      inputTokens: usage.inputTokens,
      outputTokens: usage.outputTokens,
      outputCharacters: characters + JSON.stringify(calls).length,
    };
  } catch (error) {
    signal.throwIfAborted();
    throw failureOf(error, characters > 0 || calls.length > 0);
  }
}

/** Foreign errors end here. */
function failureOf(error: unknown, hasBegun: boolean): ModelFailure {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at instanceof ModelFailure) {
      return at;
    }
  }
  // The SDK's own: an answer that is none, or that ends without saying so.
  return new ModelFailure(hasBegun ? 'cut' : 'malformed');
}
