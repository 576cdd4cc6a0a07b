import { Client as ClientV2, type Transport as TransportV2 } from '@modelcontextprotocol/client';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import type { Transport as TransportV1 } from '@modelcontextprotocol/sdk/shared/transport.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';

/** What a person is shown, and what they do with it. */
export interface Asked {
  readonly message: string;
  readonly url: string;
}
export type Person = (asked: Asked) => Promise<'accept' | 'decline' | 'cancel'>;

/** A client that shows links to a person. */
export interface LinkClient {
  readonly asked: readonly Asked[];
  call(name: string, input?: Record<string, unknown>): Promise<{ text: string; isError: boolean }>;
  close(): Promise<void>;
}

const IDENTITY = { name: 'test', version: '0' };
/** What a client can show its person. */
export type Elicitation = { form?: Record<string, never>; url?: Record<string, never> };
const LINKS: Elicitation = { url: {} };

/** The next clients, in the era that they are told. */
export async function linkClientV2(
  transport: TransportV2,
  era: 'legacy' | 'modern',
  person: Person,
  elicitation: Elicitation = LINKS,
): Promise<LinkClient> {
  const client = new ClientV2(IDENTITY, {
    capabilities: { elicitation },
    versionNegotiation: { mode: era === 'modern' ? { pin: '2026-07-28' } : 'legacy' },
  });
  const asked: Asked[] = [];
  client.setRequestHandler('elicitation/create', async ({ params }) => ({
    action: await show(params, person, asked),
  }));
  await client.connect(transport);
  return {
    asked,
    call: async (name, input = {}) => textOf(await client.callTool({ name, arguments: input })),
    close: () => client.close(),
  };
}

/** Today's clients. */
export async function linkClientV1(
  transport: TransportV1,
  person: Person,
  elicitation: Elicitation = LINKS,
): Promise<LinkClient> {
  const client = new ClientV1(IDENTITY, { capabilities: { elicitation } });
  const asked: Asked[] = [];
  client.setRequestHandler(ElicitRequestSchema, async ({ params }) => ({
    action: await show(params, person, asked),
  }));
  await client.connect(transport);
  return {
    asked,
    call: async (name, input = {}) => textOf(await client.callTool({ name, arguments: input })),
    close: () => client.close(),
  };
}

function show(params: object, person: Person, asked: Asked[]): ReturnType<Person> {
  const { message, url } = params as Asked & { url?: string };
  const one = { message, url: url ?? 'no link' };
  asked.push(one);
  return person(one);
}

function textOf(result: object): { text: string; isError: boolean } {
  const { content, isError } = result as { content?: { text?: string }[]; isError?: boolean };
  return { text: content?.map(({ text }) => text ?? '').join('\n') ?? '', isError: isError === true };
}
