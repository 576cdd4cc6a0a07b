import { Client as ClientV2, StreamableHTTPClientTransport as HttpV2 } from '@modelcontextprotocol/client';
import { StdioClientTransport as StdioV2 } from '@modelcontextprotocol/client/stdio';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as StdioV1 } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as HttpV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport as TransportV1 } from '@modelcontextprotocol/sdk/shared/transport.js';

/** Today's clients (v1), and the next ones in both protocol eras. */
export const clientKinds = ['v1', 'v2 legacy', 'v2 modern'] as const;
export type ClientKind = (typeof clientKinds)[number];

export interface Answer {
  readonly text: string;
  readonly structured?: unknown;
  /** Types and bytes of the images below the text. */
  readonly images?: readonly { readonly mime: string; readonly bytes: Uint8Array }[];
  readonly isError: boolean;
}

/** What the tests do with a client, whichever SDK it comes from. */
export interface TestClient {
  readonly instructions: string | undefined;
  readonly capabilities: object | undefined;
  listTools(): Promise<Record<string, unknown>[]>;
  callTool(
    name: string,
    input?: Record<string, unknown>,
    signal?: AbortSignal,
    meta?: Record<string, unknown>,
  ): Promise<Answer>;
  /** The SDK's own client, for what is no tool. */
  readonly sdk: OffersClient;
  close(): Promise<void>;
}

/** What both SDKs' clients call alike. */
export interface OffersClient {
  getServerVersion(): object | undefined;
  listResources(params?: { cursor?: string }): Promise<{
    resources: { uri: string; name: string; mimeType?: string; annotations?: object }[];
    nextCursor?: string;
  }>;
  listResourceTemplates(): Promise<{ resourceTemplates: { uriTemplate: string }[] }>;
  readResource(params: { uri: string }): Promise<{ contents: object[] }>;
  listPrompts(): Promise<{ prompts: { name: string; arguments?: { name: string }[] }[] }>;
  getPrompt(params: { name: string; arguments?: Record<string, string> }): Promise<{ messages: object[] }>;
  complete(params: {
    ref: { type: 'ref/prompt'; name: string } | { type: 'ref/resource'; uri: string };
    argument: { name: string; value: string };
    context?: { arguments: Record<string, string> };
  }): Promise<{ completion: { values: string[]; hasMore?: boolean } }>;
}

export interface Program {
  readonly command: string;
  readonly args: string[];
  readonly env: Record<string, string>;
}

const IDENTITY = { name: 'test', version: '0' };

export async function connectHttp(
  kind: ClientKind,
  url: string,
  token?: string,
  headers: Record<string, string> = {},
): Promise<TestClient> {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const options = { requestInit: { headers: { ...authorization, ...headers } } };
  if (kind === 'v1') {
    return connectV1(new HttpV1(new URL(url), options));
  }
  return connectV2(kind, new HttpV2(new URL(url), options));
}

export async function connectStdio(kind: ClientKind, program: Program): Promise<TestClient> {
  return kind === 'v1'
    ? connectV1(new StdioV1({ ...program, stderr: 'ignore' }))
    : connectV2(kind, new StdioV2({ ...program, stderr: 'ignore' }));
}

async function connectV1(transport: TransportV1): Promise<TestClient> {
  const client = new ClientV1(IDENTITY);
  const close = closing(() => client.close());
  await client.connect(transport);
  return {
    instructions: client.getInstructions(),
    capabilities: client.getServerCapabilities(),
    listTools: async () => (await client.listTools()).tools,
    callTool: async (name, input = {}, signal = new AbortController().signal, meta = {}) =>
      answerOf(await client.callTool({ name, arguments: input, _meta: meta }, undefined, { signal })),
    sdk: client as unknown as OffersClient,
    close,
  };
}

async function connectV2(kind: 'v2 legacy' | 'v2 modern', transport: HttpV2 | StdioV2): Promise<TestClient> {
  const mode = kind === 'v2 modern' ? { pin: '2026-07-28' } : 'legacy';
  const client = new ClientV2(IDENTITY, { versionNegotiation: { mode } });
  const close = closing(() => client.close());
  await client.connect(transport);
  return {
    instructions: client.getInstructions(),
    capabilities: client.getServerCapabilities(),
    listTools: async () => (await client.listTools()).tools,
    callTool: async (name, input = {}, signal = new AbortController().signal, meta = {}) =>
      answerOf(await client.callTool({ name, arguments: input, _meta: meta }, { signal })),
    sdk: client as unknown as OffersClient,
    close,
  };
}

const open = new Set<() => Promise<void>>();

function closing(close: () => Promise<void>): () => Promise<void> {
  open.add(close);
  return () => {
    open.delete(close);
    return close();
  };
}

/** Closes what a failed test left open; a client that never connected counts as well. */
export async function closeClients(): Promise<void> {
  await Promise.all([...open].map((close) => close()));
  open.clear();
}

function answerOf(result: object): Answer {
  const { content, isError, structuredContent } = result as {
    content?: { type: string; text?: string; data?: string; mimeType?: string }[];
    isError?: boolean;
    structuredContent?: unknown;
  };
  const images = (content ?? [])
    .filter(({ type }) => type === 'image')
    .map(({ data = '', mimeType = '' }) => ({ mime: mimeType, bytes: Buffer.from(data, 'base64') }));
  return {
    ...(images.length === 0 ? {} : { images }),
    text: content?.map((part) => part.text ?? part.type).join('\n') ?? '',
    ...(structuredContent === undefined ? {} : { structured: structuredContent }),
    isError: isError === true,
  };
}
