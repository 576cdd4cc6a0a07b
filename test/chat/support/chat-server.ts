import type { ChatSettings } from '../../../src/app/chat/chat-server.js';
import type { ChatServer } from '../../../src/chat/servers/chat-server.js';
import { startOauthServer, type OauthServer } from '../../oauth-server/app/oauth-server.js';
import { formOf, type Arrival, type AtNotion, type Person } from '../../oauth-server/app/person.js';
import { LIMITS } from './ask.js';
import { ScriptedModel, type ModelRequest, type ScriptedReply } from './scripted-model.js';

/** A whole server with a chat, with a scripted model and a sandbox behind it. */
export interface ChatTestServer {
  readonly server: OauthServer;
  readonly model: ScriptedModel;
  /** Somebody who has connected these workspaces, one after the other. */
  signedIn(...accounts: readonly AtNotion[]): Promise<ChatPerson>;
  close(): Promise<void>;
}

/** What differs from the usual. */
interface ChatTestOptions {
  readonly settings?: Partial<ChatSettings>;
  readonly makesChanges?: boolean;
  /** Whether people may connect Notion's own MCP server. */
  readonly hasHosted?: boolean;
  readonly otherServers?: readonly ChatServer[];
}

export async function startChatServer(options: ChatTestOptions = {}): Promise<ChatTestServer> {
  const model = await ScriptedModel.start();
  const others = options.otherServers ?? [];
  const server = await startOauthServer({
    makesChanges: options.makesChanges === true,
    hasHosted: options.hasHosted === true,
    chat: {
      settings: {
        endpoint: { url: model.url, model: 'scripted' },
        limits: LIMITS,
        daily: { messages: 100, steps: 1000, tokens: 10_000_000, cost: undefined },
        conversationMs: 3_600_000,
        confirmationMs: 60_000,
        ...options.settings,
      },
      otherServers: { names: others.map(({ name }) => name), of: () => others },
    },
  });
  return {
    server,
    model,
    signedIn: async (...accounts) => {
      const person = new ChatPerson(server.origin, server.person());
      for (const account of accounts) {
        await person.connect(account);
      }
      return person;
    },
    close: async () => {
      await server.close();
      await model.close();
    },
  };
}

/** A JSON answer of the API. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- what tests look at is their own business
  readonly json: any;
}

/** An event of a stream. */
export interface StreamEvent {
  readonly type: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- as above
  readonly data: any;
}

/** A person with a browser, and what their pages and scripts send. */
export class ChatPerson {
  readonly #origin: string;
  readonly browser: Person;

  constructor(origin: string, browser: Person) {
    this.#origin = origin;
    this.browser = browser;
  }

  /** Connects a workspace with the button of the chat's page. */
  async connect(account: AtNotion): Promise<Arrival> {
    this.browser.atNotion = account;
    const page = await this.browser.visit(`${this.#origin}/api/notion/auth`);
    return this.browser.submit(page, {});
  }

  /** Connects Notion's own MCP server with the button of the page of connections. */
  async connectHosted(account: AtNotion): Promise<Arrival> {
    this.browser.atNotion = account;
    const page = await this.browser.visit(`${this.#origin}/connections`);
    const body = new URLSearchParams(formOf(page.html).fields);
    return this.browser.visit(`${this.#origin}/connections/connect-hosted`, { method: 'POST', body });
  }

  page(query = ''): Promise<Arrival> {
    return this.browser.visit(`${this.#origin}/chat${query}`);
  }

  async api(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<ApiAnswer> {
    const response = await this.send(method, path, body, headers);
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    return { status: response.status, headers: response.headers, json: isJson ? JSON.parse(text) : text };
  }

  send(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
    signal?: AbortSignal,
  ): Promise<Response> {
    return this.browser.open(`${this.#origin}${path}`, {
      method,
      headers: {
        accept: 'application/json',
        'sec-fetch-site': 'same-origin',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  }

  /** Asks, and reads the events as they come; `onEvent` is waited for. */
  async stream(
    body: object,
    onEvent: (event: StreamEvent) => void | Promise<void> = () => {},
    signal?: AbortSignal,
  ): Promise<StreamEvent[]> {
    const response = await this.send(
      'POST',
      '/api/chat/multi',
      body,
      { accept: 'text/event-stream' },
      signal,
    );
    if (response.status !== 200 || response.body === null) {
      throw new Error(`No stream: ${response.status} ${await response.text()}`);
    }
    const events: StreamEvent[] = [];
    let text = '';
    for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
      text += piece;
      const parts = text.split('\n\n');
      text = parts.pop() ?? '';
      for (const part of parts) {
        const [, type, data] = /^event: (.*)\ndata: (.*)$/.exec(part) ?? [];
        if (type !== undefined && data !== undefined) {
          const event = { type, data: JSON.parse(data) as unknown };
          events.push(event);
          await onEvent(event);
        }
      }
    }
    return events;
  }
}

/** A step of the model that calls this tool of each server that has it, or of the first ones. */
export function callEach(
  tool: string,
  most = Infinity,
  given: object = {},
): (request: ModelRequest) => ScriptedReply {
  return ({ tools }) => ({
    calls: tools
      .filter((name) => name.includes(tool))
      .slice(0, most)
      .map((name) => ({ name, arguments: given })),
  });
}
