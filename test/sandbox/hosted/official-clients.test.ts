import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as v2 from '@modelcontextprotocol/client';
import { UnauthorizedError as V1Unauthorized } from '@modelcontextprotocol/sdk/client/auth.js';
import { Client as V1Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as V1Transport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import { consentTo } from './browser.js';
import { REDIRECT } from './sign-in.js';

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await startSandbox();
});

afterEach(async () => {
  await sandbox.close();
});

/** Keeps in memory what a client of either SDK asks to be kept. */
class Memory {
  readonly redirectUrl = REDIRECT;
  readonly clientMetadata = {
    client_name: 'An official client',
    redirect_uris: [REDIRECT],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
  };
  asked: URL | undefined;
  #client: { client_id: string } | undefined;
  #tokens: { access_token: string; token_type: string; refresh_token?: string | undefined } | undefined;
  #verifier = '';
  #discovery: v2.OAuthDiscoveryState | undefined;

  state(): string {
    return 'state of the test';
  }
  clientInformation(): { client_id: string } | undefined {
    return this.#client;
  }
  saveClientInformation(client: { client_id: string }): void {
    this.#client = client;
  }
  tokens(): { access_token: string; token_type: string; refresh_token?: string | undefined } | undefined {
    return this.#tokens;
  }
  saveTokens(tokens: { access_token: string; token_type: string; refresh_token?: string | undefined }): void {
    this.#tokens = tokens;
  }
  redirectToAuthorization(url: URL): void {
    this.asked = url;
  }
  saveCodeVerifier(verifier: string): void {
    this.#verifier = verifier;
  }
  codeVerifier(): string {
    return this.#verifier;
  }
  saveDiscoveryState(state: v2.OAuthDiscoveryState): void {
    this.#discovery = state;
  }
  discoveryState(): v2.OAuthDiscoveryState | undefined {
    return this.#discovery;
  }
}

async function comeBack(memory: Memory): Promise<URL> {
  if (memory.asked === undefined) {
    throw new Error('The client did not ask for consent.');
  }
  return consentTo(memory.asked);
}

const info = { name: 'official', version: '1.0.0' };

describe('the v2 client', () => {
  async function connected(mode: 'legacy' | 'auto'): Promise<v2.Client> {
    const memory = new Memory();
    const url = new URL(sandbox.hosted.resource);
    const first = new v2.StreamableHTTPClientTransport(url, { authProvider: memory });
    const client = new v2.Client(info, { versionNegotiation: { mode } });
    await expect(client.connect(first)).rejects.toThrow(v2.UnauthorizedError);
    const location = await comeBack(memory);
    await first.finishAuth(location.searchParams);
    const again = new v2.Client(info, { versionNegotiation: { mode } });
    await again.connect(new v2.StreamableHTTPClientTransport(url, { authProvider: memory }));
    return again;
  }

  it.each(['legacy', 'auto'] as const)('signs in by itself and calls tools: %s', async (mode) => {
    const client = await connected(mode);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toContain('notion-search');
    const answer = await client.callTool({ name: 'notion-fetch', arguments: { id: 'self' } });
    const [item] = answer.content as { text: string }[];
    expect(JSON.parse(item?.text ?? '')).toMatchObject({
      self: { workspace: { id: sandbox.workspace.id, name: 'Tideline Labs' }, user: { name: 'Ada Quill' } },
    });
    await client.close();
    expect(sandbox.hosted.counts).toMatchObject({ registrations: 1, consents: 1, exchanges: 1 });
  });

  it('refreshes by itself when its token is over', async () => {
    const stream = sandbox.hosted.hold(/^GET \/mcp$/);
    const client = await connected('legacy');
    // Its stream for notifications would be refused too, and refresh in parallel.
    await stream.arrived;
    sandbox.hosted.endAccessTokens();
    await client.listTools();
    expect(sandbox.hosted.counts).toMatchObject({ refreshes: 1, consents: 1, reusesDetected: 0 });
    await client.close();
    stream.release();
  });
});

describe('the v1 client', () => {
  it('signs in by itself and calls tools', async () => {
    const memory = new Memory();
    const url = new URL(sandbox.hosted.resource);
    const first = new V1Transport(url, { authProvider: memory });
    await expect(new V1Client(info).connect(first)).rejects.toThrow(V1Unauthorized);
    const location = await comeBack(memory);
    await first.finishAuth(location.searchParams.get('code') ?? '');
    const client = new V1Client(info);
    await client.connect(new V1Transport(url, { authProvider: memory }));
    expect(client.getServerVersion()).toEqual({ name: 'Notion MCP', version: '1.0.1' });
    const answer = await client.callTool({ name: 'notion-search', arguments: { query: 'storm mode' } });
    const [item] = answer.content as { text: string }[];
    const { results } = JSON.parse(item?.text ?? '') as { results: { title: string }[] };
    expect(results.length).toBeGreaterThan(0);
    await client.close();
  });
});
