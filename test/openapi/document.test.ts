import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { connectionsView, startedView } from '../../src/notion-oauth/routes/response-schemas.js';
import { openApiDocument } from '../../src/openapi/document.js';
import { startOauthServer, type OauthServer } from '../oauth-server/app/oauth-server.js';
import { recordRoutes } from './mounted-routes.js';

const BASE = { publicUrl: 'https://mcp.example.com', version: '1.2.3' };

type Operation = {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly responses: Readonly<Record<string, unknown>>;
};
type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

const pathsOf = (options: { hasHosted: boolean; hasProxy: boolean }, publicUrl = BASE.publicUrl): Paths =>
  openApiDocument({ ...BASE, publicUrl, ...options })['paths'] as Paths;

describe('the description of the routes', () => {
  it.each([
    [false, false],
    [true, false],
    [true, true],
  ])('is OpenAPI 3.1 without a fault (hosted %s, proxy %s)', async (hasHosted, hasProxy) => {
    const document = openApiDocument({ ...BASE, hasHosted, hasProxy });
    const validator = new Validator();
    const { valid, errors } = await validator.validate(structuredClone(document));
    expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
    expect(validator.version).toBe('3.1');
  });

  it('would be found to have one', async () => {
    const document = openApiDocument({ ...BASE, hasHosted: true, hasProxy: true });
    const { valid } = await new Validator().validate({ ...document, paths: { 'no-slash': {} } });
    expect(valid).toBe(false);
  });

  it('names each operation once, and every part of a path that varies', () => {
    const paths = pathsOf({ hasHosted: true, hasProxy: true });
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
    const paths = pathsOf({ hasHosted: true, hasProxy: false });
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
  const recorded = recordRoutes();
  let server: OauthServer;
  beforeAll(async () => {
    server = await startOauthServer({ hasHosted: true });
  });
  afterAll(async () => {
    recorded.stop();
    await server.close();
  });

  it('mounts what is described, and nothing else', () => {
    const described = Object.keys(pathsOf({ hasHosted: true, hasProxy: true }, server.origin));
    // Limits that stand before routes for pages, and match all below.
    const mounted = recorded
      .paths()
      .filter((path) => !path.includes('*'))
      .map((path) => path.replaceAll(/:(\w+)/g, '{$1}'));
    expect([...new Set(mounted)].toSorted()).toEqual(described.toSorted());
  });

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
