import * as z from 'zod';
import { operation, type Described, type PathItem } from './describe.js';

const FORM = 'application/x-www-form-urlencoded';
const HEALTH = [503] as const;
const CALL = [400, 401, 403, 404, 405, 413, 415, 429, 503] as const;
const loose = z.looseObject({});
const message = z
  .looseObject({
    jsonrpc: z.literal('2.0'),
    id: z.union([z.string(), z.int()]).optional(),
    method: z.string(),
    params: z.looseObject({}).optional(),
  })
  .describe('A message of JSON-RPC 2.0; versions before 2025-06-18 also send lists of up to 20');
const spaceId = z.string().max(128).describe('A space');

/** What programs reach beside the addresses for backends: MCP, health, webhooks. */
export function protocolPaths(hasProxy: boolean): Readonly<Record<string, PathItem>> {
  return {
    '/mcp': call('Call MCP'),
    '/mcp/{spaceId}': call('Call MCP for a space', { spaceId }),
    '/mcp/notion/proxy': call('Call MCP at the former address'),
    ...(hasProxy
      ? {
          '/mcp/hosted': call('Call the hosted server'),
          '/mcp/{spaceId}/hosted': call('Call the hosted server for a space', { spaceId }),
        }
      : {}),
    '/healthz': { get: health('Tell whether the process runs') },
    '/readyz': { get: health('Tell whether it can serve, and which checks fail') },
    '/openapi.json': {
      get: operation({
        tag: 'Health',
        summary: 'Read this description',
        answers: loose,
        security: [],
      }),
    },
    '/integrations/notion/webhooks': {
      post: operation({
        tag: 'Webhooks',
        summary: 'Deliver an event',
        description:
          'Signed by Notion in X-Notion-Signature. An unsigned body can only be the handshake of a new subscription, whose token an operator accepts.',
        body: loose,
        answers: z.object({ received: z.literal(true) }),
        fails: [400, 401, 405, 413, 415, 429, 503],
        security: [],
      }),
    },
  };
}

function call(summary: string, path: Readonly<Record<string, z.ZodType>> = {}): PathItem {
  return {
    post: operation({
      tag: 'MCP',
      summary,
      description: 'Streamable HTTP without sessions, in versions from 2024-10-07 to 2026-07-28.',
      path,
      body: message,
      answers: loose.describe('The answer, as JSON or as an event stream'),
      fails: CALL,
    }),
  };
}

function health(summary: string): Described {
  return operation({
    tag: 'Health',
    summary,
    answers: z.looseObject({ status: z.string() }),
    fails: HEALTH,
    security: [],
  });
}

/** As RFC 8414, 9728, 7591, 7009 and OAuth 2.1 say. `publicPath`: the path of the public address. */
export function oauthPaths(publicPath: string): Readonly<Record<string, PathItem>> {
  const base = publicPath.replace(/(?<!\/)\/+$/, '');
  const metadata = (summary: string): PathItem => ({
    get: operation({ tag: 'OAuth', summary, answers: loose, security: [] }),
  });
  const known = '/.well-known';
  const rooted = [...new Set([`${base}/mcp`, '/mcp', ''])].map((path, index) => [
    `${known}/oauth-protected-resource${path}`,
    metadata(`Read about the resource, form ${index + 1}`),
  ]);
  const servers = ['oauth-authorization-server', 'openid-configuration'].flatMap((name) =>
    [...new Set([`${known}/${name}`, `${known}/${name}${base}`])].map((path, index) => [
      path,
      metadata(`Read ${name.replaceAll('-', ' ')}, form ${index + 1}`),
    ]),
  );
  const form = (summary: string, description: string): PathItem => ({
    post: operation({
      tag: 'OAuth',
      summary,
      description,
      bodyType: FORM,
      body: loose,
      answers: loose,
      fails: [400, 401, 405, 413, 415, 429, 503],
      security: [],
    }),
  });
  return {
    ...Object.fromEntries([...rooted, ...servers]),
    '/oauth/authorize': {
      get: operation({
        tag: 'OAuth',
        summary: 'Ask a person for access',
        query: z.object({
          client_id: z.string(),
          redirect_uri: z.string(),
          response_type: z.literal('code'),
          code_challenge: z.string(),
          code_challenge_method: z.literal('S256'),
          resource: z.string().optional(),
          scope: z.string().optional(),
          state: z.string().optional(),
        }),
        status: 303,
        answers: 'text/html',
        fails: [400, 429],
        security: [],
      }),
    },
    '/oauth/authorize/{uid}': {
      get: operation({
        tag: 'OAuth',
        summary: 'Continue after the consent',
        path: { uid: z.string() },
        status: 303,
        answers: 'text/html',
        fails: [400],
        security: [],
      }),
    },
    '/oauth/register': {
      post: operation({
        tag: 'OAuth',
        summary: 'Register a client',
        body: loose,
        status: 201,
        answers: loose,
        fails: [400, 405, 413, 415, 429, 503],
        security: [],
      }),
    },
    '/oauth/token': form('Exchange a code or renew a token', 'PKCE; refresh tokens work once.'),
    '/oauth/revoke': form('Revoke a token', 'Answered alike whether there was one.'),
    '/oauth/keys': metadata('Read the keys, of which there are none'),
    '/oauth/consent/{uid}': {
      get: page('Show the consent page', { uid: z.string() }),
      post: operation({
        tag: 'Pages',
        summary: 'Decide on the consent page',
        path: { uid: z.string() },
        bodyType: FORM,
        body: loose,
        answers: 'text/html',
        fails: [403, 429],
        security: [],
      }),
    },
    '/oauth/consent/{uid}/notion': { get: page('Go to Notion from the consent page', { uid: z.string() }) },
  };
}

function page(summary: string, path: Readonly<Record<string, z.ZodType>>): Described {
  return operation({ tag: 'Pages', summary, path, answers: 'text/html', security: [] });
}
