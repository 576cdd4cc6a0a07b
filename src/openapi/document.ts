import * as z from 'zod';
import { callbackQuery } from '../notion-oauth/routes/browser-routes.js';
import { secretText } from '../notion-oauth/routes/browser-link.js';
import { spaceQuery, startBody } from '../notion-oauth/routes/request-schemas.js';
import { connectionsView, disconnectedView, startedView } from '../notion-oauth/routes/response-schemas.js';
import { chatPaths } from './chat-paths.js';
import { FAILURES, operation, refusal, schemaOf, type Described, type PathItem } from './describe.js';
import { linkPages, pagePaths } from './page-paths.js';
import { oauthPaths, protocolPaths } from './protocol-paths.js';

/** What the description depends on. */
export interface DocumentOptions {
  /** Public address of the server, without a trailing slash. */
  readonly publicUrl: string;
  readonly version: string;
  readonly parts: ServedParts;
}

/** What a server for many spaces has mounted, beside what each of them has. */
export interface ServedParts {
  /** People sign in here, connect workspaces over REST, and let apps in. */
  readonly hasPeople: boolean;
  /** Workspaces can be connected through Notion's hosted server. */
  readonly hasHosted: boolean;
  /** Messages are passed on to it. */
  readonly hasProxy: boolean;
  readonly hasChat: boolean;
}

const TAG = 'Connections';
const TAGS = [
  { name: TAG, description: 'For backends with a service key that is not narrowed' },
  { name: 'MCP', description: 'The protocol itself' },
  { name: 'Health', description: 'For probes' },
  { name: 'OAuth', description: 'Apps connect to this server' },
  { name: 'Webhooks', description: 'Notion tells what has changed' },
  {
    name: 'Pages',
    description: 'For people at a browser; forms work with the cookie and token of their own page',
  },
  {
    name: 'Chat',
    description:
      'For the script of the chat, with the cookie of the person and Fetch metadata or origin of this site',
  },
];
const PREFIX = '/integrations/notion';
const id = z.uuid().describe('The id of a connection');
const ticket = secretText.describe('The secret part of a link');
const MANAGING = [400, 401, 403, 404, 405, 503] as const;
const STARTING = [...MANAGING, 413, 415, 429] as const;

/** The description of every address of a server for many spaces: OpenAPI 3.1. */
export function openApiDocument(options: DocumentOptions): Described {
  const { publicUrl, version, parts } = options;
  const paths = pathsOf(new URL(publicUrl).pathname, parts);
  return {
    openapi: '3.1.1',
    info: {
      title: 'notion-rest-mcp',
      version,
      description:
        'Addresses for backends, clients of MCP and browsers. `spaceId` stands in the query on every route; a key for one ' +
        'space may leave it out, and may name no other. After a person has decided, the browser returns to `returnTo` with ' +
        '`notion=connected&connectionId=…` or `notion=denied`. A key starts at most 60 connections a minute; bodies have at ' +
        'most 16 KB, deliveries of webhooks 64 KB, and messages of MCP 1 MB.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: publicUrl }],
    security: [{ key: [] }],
    tags: usedTags(paths),
    paths,
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'A service key, or an access token of an app' },
      },
      schemas: { Refusal: schemaOf(refusal) },
      responses: Object.fromEntries(
        Object.entries(FAILURES).map(([status, description]) => [
          status,
          {
            description,
            ...(['429', '503'].includes(status)
              ? { headers: { 'Retry-After': { description: 'Seconds', schema: { type: 'integer' } } } }
              : {}),
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } },
          },
        ]),
      ),
    },
  };
}

/** What is served below the public address, whose path is `base`. */
function pathsOf(
  base: string,
  { hasPeople, hasHosted, hasProxy, hasChat }: ServedParts,
): Readonly<Record<string, PathItem>> {
  return {
    ...backendPaths(),
    ...(hasPeople
      ? linkPaths(`${PREFIX}/oauth/go`, `${PREFIX}/oauth/callback`, 'Notion', callbackQuery)
      : {}),
    ...(hasHosted ? hostedPaths() : {}),
    ...protocolPaths(hasProxy),
    ...(hasPeople ? { ...oauthPaths(base), ...pagePaths() } : linkPages()),
    ...(hasChat ? chatPaths() : {}),
  };
}

function usedTags(paths: Readonly<Record<string, PathItem>>): readonly Described[] {
  const used = new Set(Object.values(paths).flatMap((item) => Object.values(item).flatMap(tagsOf)));
  return TAGS.filter(({ name }) => used.has(name));
}

function tagsOf({ tags }: Described): readonly string[] {
  return tags as readonly string[];
}

function backendPaths(): Readonly<Record<string, PathItem>> {
  const body = startBody([]);
  return {
    [`${PREFIX}/oauth/start`]: {
      post: operation({
        tag: TAG,
        summary: 'Start a connection',
        description:
          'Send the person to `authorizeUrl`. The body may be empty where the key is for one space.',
        query: spaceQuery,
        body,
        isBodyOptional: true,
        answers: startedView,
        fails: STARTING,
      }),
    },
    [`${PREFIX}/connections`]: {
      get: operation({
        tag: TAG,
        summary: 'List connections',
        description: 'Disconnected ones included, oldest first.',
        query: spaceQuery,
        answers: connectionsView,
        fails: MANAGING,
      }),
    },
    [`${PREFIX}/connections/{id}`]: {
      delete: operation({
        tag: TAG,
        summary: 'Disconnect',
        description: 'Ends the connection here, and its tokens at Notion where no other space uses them.',
        path: { id },
        query: spaceQuery,
        answers: disconnectedView,
        fails: MANAGING,
      }),
    },
    [`${PREFIX}/connections/{id}/reconnect`]: {
      post: operation({
        tag: TAG,
        summary: 'Start a connection again',
        path: { id },
        query: spaceQuery,
        body,
        isBodyOptional: true,
        answers: startedView,
        fails: STARTING,
      }),
    },
  };
}

/** The way of a person: to Notion and back. */
function linkPaths(
  go: string,
  callback: string,
  place: string,
  query: z.ZodObject,
): Readonly<Record<string, PathItem>> {
  return {
    [`${go}/{ticket}`]: {
      get: operation({
        tag: 'Pages',
        summary: `Show a link to ${place}`,
        description: 'Names the space, who made the link, and when. Viewing it has no effect.',
        path: { ticket },
        answers: 'text/html',
        security: [],
      }),
      post: operation({
        tag: 'Pages',
        summary: `Follow a link to ${place}`,
        path: { ticket },
        bodyType: 'application/x-www-form-urlencoded',
        body: z.object({ form_token: z.string().max(200), decision: z.enum(['continue', 'cancel']) }),
        answers: 'text/html',
        fails: [429],
        security: [],
      }),
    },
    [callback]: {
      get: operation({
        tag: 'Pages',
        summary: `Return from ${place}`,
        description:
          'Leads on to `returnTo` with `notion=connected&connectionId=…` or `notion=denied`; without one, or where something ' +
          'failed, a page says how it went.',
        query,
        status: 303,
        answers: 'text/html',
        fails: [429],
        security: [],
      }),
    },
  };
}

function hostedPaths(): Readonly<Record<string, PathItem>> {
  const issuer = { iss: z.string().min(1).max(2048).optional() };
  return {
    '/api/notion/oauth/start': {
      post: operation({
        tag: TAG,
        summary: 'Start a hosted connection',
        query: spaceQuery,
        body: startBody([]),
        isBodyOptional: true,
        answers: startedView,
        fails: STARTING,
      }),
    },
    [`${PREFIX}/oauth/mcp/start`]: {
      get: operation({
        tag: TAG,
        summary: 'Go to a hosted sign in',
        description: 'A browser without a key is led to the page of connections.',
        query: spaceQuery.extend({ returnTo: z.string().max(2048).optional() }),
        status: 303,
        answers: 'text/html',
        fails: [...MANAGING, 429],
      }),
    },
    ...linkPaths(
      `${PREFIX}/mcp/oauth/go`,
      `${PREFIX}/mcp/oauth/callback`,
      'the hosted server',
      z.object({ ...callbackQuery.shape, ...issuer }),
    ),
    [`${PREFIX}/mcp/clients/{id}`]: {
      get: operation({
        tag: 'OAuth',
        summary: 'Read the metadata document of a client',
        path: { id: z.string().regex(/^[\w-]{22}$/) },
        answers: z.looseObject({ client_id: z.url() }),
        fails: [404],
        security: [],
      }),
    },
  };
}
