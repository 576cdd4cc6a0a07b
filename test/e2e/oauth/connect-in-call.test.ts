import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StreamableHTTPClientTransport as HttpV2 } from '@modelcontextprotocol/client';
import { StdioClientTransport as StdioV2 } from '@modelcontextprotocol/client/stdio';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as StdioV1 } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as HttpV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { SANDBOX_CLIENT_ID, SANDBOX_CLIENT_SECRET } from '../../../src/sandbox/oauth/options.js';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import { Browser } from '../../notion-oauth/browser.js';
import {
  linkClientV1,
  linkClientV2,
  type LinkClient,
  type Person,
} from '../../support/clients/link-clients.js';
import { cliPath, killAll, startCli } from '../../support/servers/spawn.js';
import { startSpacesServer, type SpacesServer } from '../../support/servers/spaces-server.js';
import { forgedAtEnd } from '../../support/forged.js';

let sandbox: Sandbox;
const open: LinkClient[] = [];

beforeAll(async () => {
  sandbox = await startSandbox({ oauth: {} });
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((client) => client.close()));
});
afterAll(async () => {
  await sandbox.close();
  killAll();
});

async function kept(client: Promise<LinkClient>): Promise<LinkClient> {
  open.push(await client);
  return client;
}

/** Agrees, and goes through Notion's consent while the client is waiting for its call. */
const consents =
  (choice: Parameters<Browser['walk']>[1] = {}): Person =>
  async ({ url }) => {
    setTimeout(() => void new Browser().walk(url, choice), 300);
    return 'accept';
  };
const says =
  (action: Awaited<ReturnType<Person>>): Person =>
  () =>
    Promise.resolve(action);

const NOT_CONNECTED = /^No Notion workspace is connected\.\nAsk the user to open this link once/;
const QUESTION =
  'No Notion workspace is connected. Open this page to connect a workspace; then the call continues.';

describe('over HTTP', () => {
  let server: SpacesServer;
  let spaces = 0;
  beforeAll(async () => {
    server = await startSpacesServer(sandbox);
  });
  afterAll(() => server.close());

  /** A space of its own for each test. */
  async function newKey(): Promise<string> {
    spaces += 1;
    return server.createKey('--space', `space-${spaces}`);
  }
  const options = (key: string) => ({ requestInit: { headers: { authorization: `Bearer ${key}` } } });
  const url = () => new URL(`${server.origin}/mcp`);
  const connect = (key: string, era: 'legacy' | 'modern', person: Person) =>
    kept(linkClientV2(new HttpV2(url(), options(key)), era, person));

  it('a person is asked in the middle of a call, and the call goes on', async () => {
    const client = await connect(await newKey(), 'modern', consents());
    const answer = await client.call('notion_search', { query: 'deploy guide' });
    expect(answer).toEqual({ isError: false, text: expect.stringContaining('- Deploy guide (page') });
    expect(client.asked).toEqual([
      {
        message: QUESTION,
        url: expect.stringContaining(`${server.origin}/integrations/notion/oauth/go/`),
      },
    ]);
    expect((await client.call('notion_search')).isError).toBe(false);
    expect(client.asked).toHaveLength(1);
  });

  it('a lost connection is asked for in the same way', async () => {
    const client = await connect(await newKey(), 'modern', consents());
    await client.call('notion_search');
    sandbox.oauth.removeAllGrants();
    expect((await client.call('notion_search')).isError).toBe(false);
    expect(client.asked.map(({ message }) => message)).toEqual([
      QUESTION,
      expect.stringMatching(/^Notion no longer accepts this connection\. Open this page/),
    ]);
  });

  it.each(['decline', 'cancel'] as const)('after %s the answer is the text with the link', async (action) => {
    const client = await connect(await newKey(), 'modern', says(action));
    const answer = await client.call('notion_search');
    expect(answer).toEqual({ isError: true, text: expect.stringMatching(NOT_CONNECTED) });
    expect(answer.text).toContain(client.asked[0]?.url);
    expect(client.asked).toHaveLength(1);
  });

  it('who says no at Notion is told so soon', async () => {
    const client = await connect(await newKey(), 'modern', consents({ decision: 'cancel' }));
    const answer = await client.call('notion_search');
    expect(answer).toEqual({ isError: true, text: expect.stringMatching(NOT_CONNECTED) });
    expect(answer.text).not.toContain(client.asked[0]?.url);
  });

  it('who says no on the page before Notion is told so soon', async () => {
    const cancels: Person = async ({ url: link }) => {
      setTimeout(() => void new Browser().follow(link, 'cancel'), 300);
      return 'accept';
    };
    const client = await connect(await newKey(), 'modern', cancels);
    const answer = await client.call('notion_search');
    expect(answer).toEqual({ isError: true, text: expect.stringMatching(NOT_CONNECTED) });
    expect(answer.text).not.toContain(client.asked[0]?.url);
  });

  it.each([
    ['v1', (key: string) => linkClientV1(new HttpV1(url(), options(key)), consents())],
    ['v2', (key: string) => linkClientV2(new HttpV2(url(), options(key)), 'legacy', consents())],
  ])('a person at an older client (%s) is asked as well', async (_name, open) => {
    const client = await kept(open(await newKey()));
    const answer = await client.call('notion_search', { query: 'deploy guide' });
    expect(answer).toEqual({ isError: false, text: expect.stringContaining('- Deploy guide (page') });
    expect(client.asked.map(({ message }) => message)).toEqual([QUESTION]);
  });

  it('an older client whose person says no, or that shows no links, gets the text', async () => {
    const key = await newKey();
    const v1 = await kept(linkClientV1(new HttpV1(url(), options(key)), says('decline')));
    expect(await v1.call('notion_search')).toEqual({
      isError: true,
      text: expect.stringMatching(NOT_CONNECTED),
    });
    expect(v1.asked).toHaveLength(1);
    const mute = new ClientV1({ name: 'test', version: '0' });
    await mute.connect(new HttpV1(url(), options(key)));
    expect(await mute.callTool({ name: 'notion_search', arguments: {} })).toMatchObject({
      isError: true,
      content: [{ text: expect.stringMatching(NOT_CONNECTED) }],
    });
    await mute.close();
  });

  it('a question that nobody answers ends with the deadline, in the text', async () => {
    const hasty = await startSpacesServer(sandbox, { CALL_DEADLINE_SECONDS: '1' });
    const key = await hasty.createKey('--space', 'space-of-one-who-waits');
    const v1 = await kept(
      linkClientV1(new HttpV1(new URL(`${hasty.origin}/mcp`), options(key)), () => new Promise(() => {})),
    );
    expect(await v1.call('notion_search')).toEqual({
      isError: true,
      text: expect.stringMatching(NOT_CONNECTED),
    });
    await hasty.close();
  });

  describe('the state that the client keeps', () => {
    const META = {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientInfo': { name: 'test', version: '0' },
      'io.modelcontextprotocol/clientCapabilities': { elicitation: { url: {} } },
    };
    interface CallParams {
      readonly name: string;
      readonly arguments: object;
      readonly requestState?: string;
      readonly inputResponses?: object;
    }
    interface Reply {
      readonly result?: {
        readonly resultType: string;
        readonly requestState?: string;
        readonly inputRequests?: object;
      };
      readonly error?: { readonly code: number; readonly message: string };
    }
    async function send(key: string, params: CallParams): Promise<Reply> {
      const response = await fetch(url(), {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
          'mcp-protocol-version': '2026-07-28',
          'mcp-method': 'tools/call',
          'mcp-name': params.name,
          authorization: `Bearer ${key}`,
        },
        body: JSON.stringify({
          jsonrpc: '2.0',
          id: 1,
          method: 'tools/call',
          params: { ...params, _meta: META },
        }),
      });
      return (await response.json()) as Reply;
    }
    const search = { name: 'notion_search', arguments: { query: 'a', limit: 3 } };
    const declined = { inputResponses: { connect: { action: 'decline' } } };
    const REFUSED = { code: -32_602, message: 'Invalid or expired requestState' };

    it('is worth something to its caller and its call only', async () => {
      const [key, other] = [await newKey(), await newKey()];
      const { result } = await send(key, search);
      const requestState = result?.requestState ?? '';
      expect(result).toMatchObject({
        resultType: 'input_required',
        inputRequests: { connect: { method: 'elicitation/create', params: { mode: 'url' } } },
      });
      const again = (from: string, params: CallParams) =>
        send(from, { ...params, ...declined, requestState });
      expect((await again(key, search)).result?.resultType).toBe('complete');
      const reordered = { name: 'notion_search', arguments: { limit: 3, query: 'a' } };
      expect((await again(key, reordered)).result?.resultType).toBe('complete');
      for (const reply of [
        await again(other, search),
        await again(key, { ...search, arguments: { query: 'b', limit: 3 } }),
        await again(key, { ...search, name: 'notion_list_databases' }),
        await send(key, { ...search, ...declined, requestState: forgedAtEnd(requestState) }),
        await send(key, { ...search, ...declined, requestState: '' }),
        await send(key, { ...search, ...declined, requestState: 'v1.00000000.AAAA~v1.AAAA' }),
      ]) {
        expect(reply.error).toMatchObject(REFUSED);
      }
    });

    it('without an answer beside it brings the question again', async () => {
      const key = await newKey();
      const requestState = (await send(key, search)).result?.requestState ?? '';
      expect((await send(key, { ...search, requestState })).result).toMatchObject({
        resultType: 'input_required',
        inputRequests: { connect: {} },
      });
    });

    it('holds nothing that a client could read', async () => {
      const requestState = (await send(await newKey(), search)).result?.requestState ?? '';
      const decoded = requestState
        .split(/[.~]/)
        .map((part) => Buffer.from(part, 'base64url').toString('latin1'));
      expect(decoded.join(' ')).not.toMatch(/agreed|turns|space|search/);
    });
  });
});

describe('over stdio', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'notion-in-call-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** A data folder of its own for each test, made by a first command. */
  async function program(name: string, extra: Record<string, string> = {}) {
    const env = { NOTION_API_URL: sandbox.url, DATA_FOLDER: join(folder, name), ...extra };
    expect(await startCli(['connections'], env).ended).toBe(0);
    return { command: process.execPath, args: [cliPath], env, stderr: 'ignore' as const };
  }
  const CLIENT = { NOTION_CLIENT_ID: SANDBOX_CLIENT_ID, NOTION_CLIENT_SECRET: SANDBOX_CLIENT_SECRET };

  it.each(['legacy', 'modern'] as const)('a v2 client is asked in the %s era', async (era) => {
    const transport = new StdioV2(await program(`v2-${era}`, CLIENT));
    const client = await kept(linkClientV2(transport, era, consents()));
    const answer = await client.call('notion_search', { query: 'deploy guide' });
    expect(answer).toEqual({ isError: false, text: expect.stringContaining('- Deploy guide (page') });
    expect(client.asked).toEqual([
      { message: QUESTION, url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/integrations\//) },
    ]);
  });

  it('so is a v1 client', async () => {
    const client = await kept(linkClientV1(new StdioV1(await program('v1', CLIENT)), consents()));
    expect((await client.call('notion_search')).isError).toBe(false);
    expect(client.asked).toHaveLength(1);
  });

  it('without an OAuth client there is no link, and nobody is asked', async () => {
    const client = await kept(linkClientV1(new StdioV1(await program('bare')), says('accept')));
    expect(await client.call('notion_search')).toEqual({
      isError: true,
      text: 'No Notion workspace is connected.\nAsk the user to run `notion-rest-mcp connect` in a terminal once, then retry.',
    });
    expect(client.asked).toEqual([]);
  });

  it('a token that Notion refuses asks nobody: there is nothing to connect', async () => {
    const env = { NOTION_API_URL: sandbox.url, NOTION_TOKEN: 'ntn_wrong' };
    const transport = new StdioV2({ command: process.execPath, args: [cliPath], env, stderr: 'ignore' });
    const client = await kept(linkClientV2(transport, 'modern', says('accept')));
    const answer = await client.call('notion_search');
    expect(answer.text).toMatch(/^Notion does not accept this connection's token\./);
    expect(client.asked).toEqual([]);
  });
});
