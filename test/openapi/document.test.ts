import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { connectionsView, startedView } from '../../src/notion-oauth/routes/response-schemas.js';
import { openApiDocument, type ServedParts } from '../../src/openapi/document.js';
import { LIMITS } from '../chat/support/ask.js';
import { startOauthServer, type OauthServer } from '../oauth-server/app/oauth-server.js';
import { recordRoutes } from './mounted-routes.js';

const BASE = { publicUrl: 'https://mcp.example.com', version: '1.2.3' };

const CHAT = {
  settings: {
    endpoint: { url: 'http://127.0.0.1:9', model: 'nobody' },
    limits: LIMITS,
    daily: { messages: 1, steps: 1, tokens: 1, cost: undefined },
    conversationMs: 1000,
    confirmationMs: 1000,
  },
  otherServers: { names: [], of: () => [] },
};

type Operation = {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly responses: Readonly<Record<string, unknown>>;
};
type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

const pathsOf = (parts: ServedParts, publicUrl = BASE.publicUrl): Paths =>
  openApiDocument({ ...BASE, publicUrl, parts })['paths'] as Paths;

/** Every kind of server for many spaces. */
const MODES: readonly (readonly [name: string, parts: ServedParts])[] = [
  ['people', { hasPeople: true, hasHosted: false, hasProxy: false, hasChat: false }],
  ['people with a chat', { hasPeople: true, hasHosted: false, hasProxy: false, hasChat: true }],
  ['hosted connections beside', { hasPeople: true, hasHosted: true, hasProxy: false, hasChat: false }],
  ['a chat, and messages passed on', { hasPeople: true, hasHosted: true, hasProxy: true, hasChat: true }],
  ['hosted connections alone', { hasPeople: false, hasHosted: true, hasProxy: false, hasChat: false }],
  ['alone, and messages passed on', { hasPeople: false, hasHosted: true, hasProxy: true, hasChat: false }],
];
const EVERYTHING: ServedParts = { hasPeople: true, hasHosted: true, hasProxy: true, hasChat: true };

describe('the description of the routes', () => {
  it.each(MODES)('is OpenAPI 3.1 without a fault: %s', async (_name, parts) => {
    const document = openApiDocument({ ...BASE, parts });
    const validator = new Validator();
    const { valid, errors } = await validator.validate(structuredClone(document));
    expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
    expect(validator.version).toBe('3.1');
  });

  it('would be found to have one', async () => {
    const document = openApiDocument({ ...BASE, parts: EVERYTHING });
    const { valid } = await new Validator().validate({ ...document, paths: { 'no-slash': {} } });
    expect(valid).toBe(false);
  });

  it('names each operation once, and every part of a path that varies', () => {
    const paths = pathsOf(EVERYTHING);
    const ids = Object.values(paths).flatMap((item) =>
      Object.values(item).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
    for (const [path, item] of Object.entries(paths)) {
      const variable = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const { parameters } of Object.values(item)) {
        const named = parameters.filter((each) => each.in === 'path').map(({ name }) => name);
        expect({ path, named }).toEqual({ path, named: variable });
      }
    }
  });

  it('has one place for the space of a backend: an optional parameter of the query', () => {
    const paths = pathsOf(EVERYTHING);
    const backend = Object.entries(paths).filter(([, item]) =>
      Object.values(item).some((each) => (each as { tags?: string[] }).tags?.includes('Connections')),
    );
    expect(backend.length).toBe(6);
    for (const [path, item] of backend) {
      for (const { parameters } of Object.values(item)) {
        expect({ path, parameters }).toEqual({
          path,
          parameters: expect.arrayContaining([
            expect.objectContaining({ name: 'spaceId', in: 'query', required: false }),
          ]),
        });
      }
    }
  });
});

describe('a server for many spaces', () => {
  let recorded: ReturnType<typeof recordRoutes>;
  let server: OauthServer | undefined;
  beforeEach(() => {
    recorded = recordRoutes();
  });
  afterEach(async () => {
    recorded.stop();
    await server?.close();
  });

  it.each(MODES)('mounts what it describes, and nothing else: %s', async (_name, parts) => {
    server = await startOauthServer({
      hasPeople: parts.hasPeople,
      hasHosted: parts.hasHosted,
      hasProxy: parts.hasProxy,
      ...(parts.hasChat ? { chat: CHAT } : {}),
    });
    const mounted = new Set(recorded.operations().map((one) => one.replaceAll(/:(\w+)/g, '{$1}')));
    const { paths } = (await (await fetch(`${server.origin}/openapi.json`)).json()) as { paths: Paths };
    const described = Object.entries(paths).map(([path, item]) => ({ path, methods: Object.keys(item) }));
    // What is mounted for all methods refuses the others itself.
    const notMounted = described.flatMap(({ path, methods }) =>
      methods
        .filter((method) => !mounted.has(`${method} ${path}`) && !mounted.has(`all ${path}`))
        .map((method) => `${method} ${path}`),
    );
    const operations = new Set(
      described.flatMap(({ path, methods }) => [
        `all ${path}`,
        ...methods.map((method) => `${method} ${path}`),
      ]),
    );
    expect({ notMounted, notDescribed: [...mounted].filter((one) => !operations.has(one)) }).toEqual({
      notMounted: [],
      notDescribed: [],
    });
    expect(pathsOf(parts, server.origin)).toEqual(paths);
  });
});

describe('a server with hosted connections', () => {
  let server: OauthServer;
  beforeAll(async () => {
    server = await startOauthServer({ hasHosted: true });
  });
  afterAll(() => server.close());

  it('serves its own description to anyone', async () => {
    const answer = await fetch(`${server.origin}/openapi.json`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      'application/json; charset=utf-8',
    ]);
    expect(await answer.json()).toMatchObject({ openapi: '3.1.1', servers: [{ url: server.origin }] });
  });

  it('answers backends as it is described', async () => {
    const { key } = await server.store.serviceKeys.create('all', 'test');
    const ask = (path: string, method = 'GET', body?: object): Promise<Response> =>
      fetch(`${server.origin}/integrations/notion${path}`, {
        method,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    const started = await ask('/oauth/start?spaceId=team-7', 'POST');
    expect(z.strictObject(startedView.shape).parse(await started.json())).toBeDefined();
    const listed = await ask('/connections?spaceId=team-7');
    expect(z.strictObject(connectionsView.shape).parse(await listed.json())).toEqual({
      connections: [],
      hosted: { status: 'needs-auth' },
    });
    const unnamed = await ask('/oauth/start', 'POST');
    expect([unnamed.status, await unnamed.json()]).toEqual([
      400,
      { error: 'invalid_request', message: expect.stringMatching(/spaceId is needed/), field: 'spaceId' },
    ]);
    const twice = await ask('/oauth/start?spaceId=team-7', 'POST', { spaceId: 'team-8' });
    expect(twice.status).toBe(404);
  });
});
