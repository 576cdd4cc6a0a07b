import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { auth, type OAuthClientProvider } from '@modelcontextprotocol/sdk/client/auth.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { serveApp } from '../../web/fakes/site-server.js';

/** How an app's request to be allowed came back to it. */
export type Comeback = { readonly code: string } | { readonly error: string };

/** An app on this computer that attaches to the server as published clients do: it registers, opens a browser, waits. */
export interface AppClient {
  /** Begins to attach; gives the address that the app would open in the browser. */
  begin(): Promise<string>;
  /** Waits for the browser to come back; with a code, the app is attached afterwards. */
  comeback(): Promise<Comeback>;
  /** Names of the tools, called with the app's token. */
  tools(): Promise<readonly string[]>;
  /** Calls a tool with the app's token; the text of the answer. */
  call(tool: string, input?: Record<string, unknown>): Promise<string>;
  close(): Promise<void>;
}

export async function startAppClient(mcpUrl: string, name = 'Test app'): Promise<AppClient> {
  const serverUrl = new URL(mcpUrl);
  const known: Record<string, unknown> = {};
  const comebacks: Comeback[] = [];
  const waiting: ((comeback: Comeback) => void)[] = [];
  const listener = await serveApp((app) => {
    app.get('/callback', (request, response) => {
      const { code, error } = request.query;
      const comeback =
        typeof code === 'string' ? { code } : { error: typeof error === 'string' ? error : '' };
      const next = waiting.shift();
      if (next === undefined) {
        comebacks.push(comeback);
      } else {
        next(comeback);
      }
      response.send('<!doctype html><html lang="en"><title>App</title><h1>Back at the app</h1>');
    });
  });
  let opened = '';
  const provider = {
    redirectUrl: `${listener.origin}/callback`,
    clientMetadata: {
      client_name: name,
      redirect_uris: [`${listener.origin}/callback`],
      token_endpoint_auth_method: 'none',
    },
    clientInformation: () => known['client'],
    saveClientInformation: (client) => void (known['client'] = client),
    tokens: () => known['tokens'],
    saveTokens: (tokens) => void (known['tokens'] = tokens),
    redirectToAuthorization: (url) => void (opened = url.href),
    saveCodeVerifier: (verifier) => void (known['verifier'] = verifier),
    codeVerifier: () => String(known['verifier']),
  } as OAuthClientProvider;
  const connected = async <Answer>(ask: (client: Client) => Promise<Answer>): Promise<Answer> => {
    const client = new Client({ name, version: '0' });
    await client.connect(new StreamableHTTPClientTransport(serverUrl, { authProvider: provider }));
    return ask(client).finally(() => client.close());
  };
  return {
    begin: async () => {
      await auth(provider, { serverUrl });
      return opened;
    },
    comeback: async () => {
      const comeback =
        comebacks.shift() ?? (await new Promise<Comeback>((resolve) => void waiting.push(resolve)));
      if ('code' in comeback) {
        await auth(provider, { serverUrl, authorizationCode: comeback.code });
      }
      return comeback;
    },
    tools: () => connected(async (client) => (await client.listTools()).tools.map((tool) => tool.name)),
    call: (tool, input = {}) =>
      connected(async (client) => {
        const { content } = await client.callTool({ name: tool, arguments: input });
        return (content as { text?: string }[]).map(({ text }) => text ?? '').join('\n');
      }),
    close: () => listener.close(),
  };
}
