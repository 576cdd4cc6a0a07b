import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** A call that the model asks for. */
interface ScriptedCall {
  /** Of the tool, as the request lists it. */
  readonly name: string;
  /** Sent as JSON; a text is sent as it is, also where it is none. */
  readonly arguments: unknown;
}

/** What the model does with one request. */
export interface ScriptedReply {
  /** Sent in pieces of a few characters. */
  readonly text?: string;
  readonly calls?: readonly ScriptedCall[];
  readonly refusal?: string;
  readonly finish?: 'stop' | 'length' | 'tool_calls' | 'content_filter';
  /** Prompt and completion tokens; false for an endpoint that does not count. */
  readonly usage?: readonly [number, number] | false;
  readonly fault?:
    | { readonly status: number; readonly retryAfter?: string }
    /** No byte ever comes. */
    | 'hang'
    /** Nothing comes after the text. */
    | 'hang after text'
    /** The connection is reset after the text. */
    | 'reset'
    /** The stream ends without saying why. */
    | 'no finish'
    | 'no JSON'
    | 'too large'
    | { readonly location: string };
}

/** A message of a request, as far as tests look at it. */
export interface SentMessage {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly content: unknown;
  readonly tool_call_id?: string;
  readonly tool_calls?: readonly { readonly id: string; readonly function: { readonly name: string } }[];
}

/** What was sent in one request. */
export interface ModelRequest {
  readonly authorization: string | undefined;
  readonly model: unknown;
  readonly messages: readonly SentMessage[];
  readonly tools: readonly string[];
  readonly toolChoice: unknown;
  readonly maxTokens: unknown;
}

type Script = ScriptedReply | ((request: ModelRequest) => ScriptedReply);

const PIECE = 7;

/** A loopback server that plays an OpenAI-compatible model by a script: each request takes the next reply. */
export class ScriptedModel {
  readonly requests: ModelRequest[] = [];
  readonly #server: Server;
  readonly #script: Script[] = [];
  /** After the script; without it, the model says "done". */
  always: Script = { text: 'done' };
  #calls = 0;
  /** Requests whose connection the client has closed before the end. */
  aborted = 0;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<ScriptedModel> {
    const server = createServer();
    const model = new ScriptedModel(server);
    server.on('request', (request, response) => void model.#answer(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return model;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
  }

  next(...replies: readonly Script[]): void {
    this.#script.push(...replies);
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
    }
    response.once('close', () => {
      this.aborted += response.writableFinished ? 0 : 1;
    });
    const body = JSON.parse(Buffer.concat(chunks).toString()) as { readonly stream?: unknown };
    const asked = readRequest(request, body);
    this.requests.push(asked);
    const script = this.#script.shift() ?? this.always;
    const reply = typeof script === 'function' ? script(asked) : script;
    if (body.stream === true) {
      this.#reply(reply, response);
    } else {
      this.#replyWhole(reply, response);
    }
  }

  /** Text and calls at once, for a client that asks for no stream. */
  #replyWhole({ text = '', calls = [] }: ScriptedReply, response: ServerResponse): void {
    const tool_calls = calls.map(({ name, arguments: given }) => ({
      id: `call_${(this.#calls += 1)}`,
      type: 'function',
      function: { name, arguments: JSON.stringify(given) },
    }));
    const message = { role: 'assistant', content: text, ...(calls.length === 0 ? {} : { tool_calls }) };
    const finish_reason = calls.length === 0 ? 'stop' : 'tool_calls';
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({
        id: `chatcmpl-${this.requests.length}`,
        object: 'chat.completion',
        created: 0,
        model: 'scripted',
        choices: [{ index: 0, message, finish_reason }],
      }),
    );
  }

  #reply(reply: ScriptedReply, response: ServerResponse): void {
    const { text = '', calls = [], refusal, usage = [100, 10], fault } = reply;
    if (fault === 'hang') {
      return;
    }
    if (typeof fault === 'object') {
      const headers =
        'location' in fault
          ? { location: fault.location }
          : fault.retryAfter === undefined
            ? {}
            : { 'retry-after': fault.retryAfter };
      response.writeHead('status' in fault ? fault.status : 307, headers);
      response.end(JSON.stringify({ error: { message: 'SECRET of the endpoint' } }));
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const id = `chatcmpl-${this.requests.length}`;
    const send = (value: unknown): void => void response.write(`data: ${JSON.stringify(value)}\n\n`);
    const delta = (content: object, finish: string | null = null): void =>
      send({
        id,
        object: 'chat.completion.chunk',
        created: 0,
        model: 'scripted',
        choices: [{ index: 0, delta: content, finish_reason: finish }],
      });
    if (fault === 'no JSON') {
      response.end('data: {"choices": [oops\n\n');
      return;
    }
    delta({ role: 'assistant', content: '' });
    for (let at = 0; at < text.length; at += PIECE) {
      delta({ content: text.slice(at, at + PIECE) });
    }
    if (refusal !== undefined) {
      delta({ refusal });
    }
    for (const [index, call] of calls.entries()) {
      this.#calls += 1;
      const given = typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments);
      const half = Math.ceil(given.length / 2);
      delta({
        tool_calls: [
          {
            index,
            id: `call_${this.#calls}`,
            type: 'function',
            function: { name: call.name, arguments: given.slice(0, half) },
          },
        ],
      });
      delta({ tool_calls: [{ index, function: { arguments: given.slice(half) } }] });
    }
    if (fault === 'hang after text') {
      return;
    }
    if (fault === 'reset') {
      // What was written first leaves the process.
      setImmediate(() => response.destroy());
      return;
    }
    if (fault === 'too large') {
      response.end(`: ${' '.repeat(9_000_000)}\n\n`);
      return;
    }
    if (fault === 'no finish') {
      response.end();
      return;
    }
    delta({}, reply.finish ?? (calls.length > 0 ? 'tool_calls' : 'stop'));
    if (usage !== false) {
      const [prompt_tokens, completion_tokens] = usage;
      send({
        id,
        object: 'chat.completion.chunk',
        created: 0,
        model: 'scripted',
        choices: [],
        usage: { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens },
      });
    }
    response.end('data: [DONE]\n\n');
  }
}

function readRequest({ headers }: IncomingMessage, body: unknown): ModelRequest {
  const {
    model,
    messages,
    tools = [],
    tool_choice,
    max_tokens,
  } = body as {
    model: unknown;
    messages: SentMessage[];
    tools?: { function: { name: string } }[];
    tool_choice?: unknown;
    max_tokens?: unknown;
  };
  return {
    authorization: headers.authorization,
    model,
    messages,
    tools: tools.map((tool) => tool.function.name),
    toolChoice: tool_choice,
    maxTokens: max_tokens,
  };
}
