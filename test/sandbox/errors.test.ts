import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { workspaceWith } from '../../src/sandbox/build/ready-made.js';
import { addPage } from '../../src/sandbox/build/workspace-builder.js';
import { startSandbox } from '../../src/sandbox/server.js';
import type { Sandbox } from '../../src/sandbox/server.js';
import { call } from './call.js';

const made = workspaceWith({ rows: 3, blocks: 10 });
const hidden = addPage(made.workspace, { title: 'Hidden', hidden: true });
const belowHidden = addPage(made.workspace, { title: 'Below', parent: { kind: 'page', id: hidden } });
const nowhere = '11111111-1111-4111-8111-111111111111';
const query = `POST /v1/data_sources/${made.dataSourceId}/query`;

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ workspace: made.workspace });
});

afterAll(async () => {
  await sandbox.close();
});

function shared(kind: string, id: string): string {
  return `Could not find ${kind} with ID: ${id}. Make sure the relevant pages and databases are shared with your integration "Sandbox connection".`;
}

describe('the request itself', () => {
  it.each([
    ['no token', { authorization: undefined }, 401, 'unauthorized', 'API token is invalid.'],
    ['another token', { authorization: 'Bearer ntn_other' }, 401, 'unauthorized', 'API token is invalid.'],
    [
      'no version',
      { 'notion-version': undefined },
      400,
      'missing_version',
      'Notion-Version header failed validation: Notion-Version header should be defined, instead was `undefined`.',
    ],
  ])('refuses %s', async (_, headers, status, code, message) => {
    const reply = await call(sandbox, 'GET /v1/users/me', undefined, headers);
    const requestId = reply.headers.get('x-notion-request-id');
    expect(reply.status).toBe(status);
    expect(reply.body).toEqual({ object: 'error', status, code, message, request_id: requestId });
  });

  it.each([
    'GET /v1/invalid',
    'PUT /v1/pages',
    `POST /v1/databases/${made.databaseId}/query`,
    'DELETE /v1/users/x',
    'GET /',
  ])('does not know %s', async (endpoint) => {
    const reply = await call(sandbox, endpoint);
    expect([reply.status, reply.body]).toEqual([
      400,
      expect.objectContaining({ code: 'invalid_request_url', message: 'Invalid request URL.' }),
    ]);
  });

  it('refuses a body that is not JSON', async () => {
    expect((await call(sandbox, 'POST /v1/search', '{')).body).toMatchObject({ code: 'invalid_json' });
  });

  it('says the version that it serves when asked for another', async () => {
    const reply = await call(sandbox, 'GET /v1/users', undefined, { 'notion-version': '2025-09-03' });
    expect(reply.status).toBe(400);
  });
});

describe('ids', () => {
  it.each([
    ['page_id', 'GET /v1/pages/AAA'],
    ['page_id', 'GET /v1/pages/AAA/markdown'],
    ['block_id', 'GET /v1/blocks/AAA/children'],
    ['database_id', 'GET /v1/databases/AAA'],
    ['data_source_id', 'POST /v1/data_sources/AAA/query'],
    ['user_id', 'GET /v1/users/AAA'],
  ])('checks %s in %s', async (parameter, endpoint) => {
    expect((await call(sandbox, endpoint)).body).toMatchObject({
      status: 400,
      code: 'validation_error',
      message: `path failed validation: path.${parameter} should be a valid uuid, instead was \`"AAA"\`.`,
    });
  });

  it('checks version and variant, but lets the nil id pass', async () => {
    expect((await call(sandbox, 'GET /v1/pages/12345678-1234-1234-1234-123456789abc')).status).toBe(400);
    expect((await call(sandbox, 'GET /v1/pages/00000000-0000-0000-0000-000000000000')).status).toBe(404);
  });

  it.each([
    ['page', `GET /v1/pages/${nowhere}`, nowhere],
    ['page', `GET /v1/pages/${nowhere}/markdown`, nowhere],
    ['page', `GET /v1/pages/${hidden}`, hidden],
    ['page', `GET /v1/pages/${belowHidden}`, belowHidden],
    ['page', `GET /v1/pages/${made.dataSourceId}`, made.dataSourceId],
    ['block', `GET /v1/blocks/${nowhere}/children`, nowhere],
    ['block', `GET /v1/comments?block_id=${hidden}`, hidden],
    ['database', `GET /v1/databases/${made.dataSourceId}`, made.dataSourceId],
    ['database', `GET /v1/data_sources/${made.databaseId}`, made.databaseId],
  ])('cannot find a %s: %s', async (kind, endpoint, id) => {
    const reply = await call(sandbox, endpoint);
    expect([reply.status, reply.body]).toEqual([
      404,
      expect.objectContaining({
        code: 'object_not_found',
        message: shared(kind, id),
        additional_data: { integration_id: made.workspace.botId },
      }),
    ]);
  });

  it('tells a database from a page', async () => {
    const { databaseId, pageId } = made;
    for (const path of ['', '/markdown']) {
      expect((await call(sandbox, `GET /v1/pages/${databaseId}${path}`)).body).toMatchObject({
        status: 400,
        message: `Provided ID ${databaseId} is a database, not a page. Use the retrieve database API instead.`,
      });
    }
    expect((await call(sandbox, `GET /v1/databases/${pageId}`)).body).toMatchObject({
      message: `Provided ID ${pageId} is a page, not a database. Use the retrieve page API instead.`,
    });
  });

  it('cannot find a stranger or an unknown property', async () => {
    expect((await call(sandbox, `GET /v1/users/${nowhere}`)).body).toMatchObject({
      code: 'object_not_found',
    });
    expect((await call(sandbox, `GET /v1/pages/${made.pageId}/properties/nope`)).status).toBe(404);
    expect((await call(sandbox, `GET /v1/pages/${made.pageId}?filter_properties=nope`)).body).toMatchObject({
      message: 'Could not find property with name or id: nope',
    });
  });
});

describe('paging', () => {
  it.each([
    ['POST /v1/search', { page_size: 101 }, 'body.page_size should be ≤ `100`, instead was `101`.'],
    [query, { page_size: 0 }, 'body.page_size should be a number, instead was `0`.'],
    [query, { start_cursor: 7 }, 'body.start_cursor should be a string or `undefined`, instead was `7`.'],
    ['GET /v1/users?page_size=500', undefined, 'query.page_size should be ≤ `100`, instead was `500`.'],
    ['GET /v1/users?page_size=x', undefined, 'query.page_size should be a number, instead was `"x"`.'],
    [query, { start_cursor: 'made-up' }, 'The start_cursor provided is invalid: made-up'],
    [
      `GET /v1/blocks/${made.pageId}/children?start_cursor=made-up`,
      undefined,
      'The start_cursor provided is invalid: made-up',
    ],
  ])('%s with %p', async (endpoint, body, message) => {
    const reply = await call(sandbox, endpoint, body);
    expect(reply.status).toBe(400);
    expect(reply.body).toHaveProperty('message', expect.stringContaining(message));
  });

  it('refuses the cursor of another query', async () => {
    const first = await call(sandbox, query, { page_size: 1 });
    const cursor = (first.body as { next_cursor: string }).next_cursor;
    expect((await call(sandbox, query, { page_size: 1, start_cursor: cursor })).status).toBe(200);
    const sorts = [{ property: 'Name', direction: 'ascending' }];
    expect((await call(sandbox, query, { start_cursor: cursor, sorts })).status).toBe(400);
  });
});

describe('search', () => {
  it.each([
    [
      { filter: { property: 'object', value: 'database' } },
      '`"page"` or `"data_source"`, instead was `"database"`',
    ],
    [{ filter: { property: 'type', value: 'page' } }, 'body.filter.property should be `"object"`'],
    [{ sort: { timestamp: 'created_time', direction: 'ascending' } }, 'body.sort.timestamp'],
    [{ sort: { timestamp: 'last_edited_time', direction: 'up' } }, 'body.sort.direction'],
    [{ query: 5 }, 'body.query'],
  ])('refuses %p', async (body, message) => {
    expect((await call(sandbox, 'POST /v1/search', body)).body).toMatchObject({
      status: 400,
      message: expect.stringContaining(message),
    });
  });
});

describe('filters and sorts', () => {
  it.each([
    [{ property: 'Missing', number: { equals: 1 } }, 'Could not find property with name or id: Missing'],
    [
      { property: 'Stage', select: { equals: 'Planned' } },
      'The property type in the database does not match the property type of the filter provided: database property status does not match filter select',
    ],
    [
      { property: 'Team', select: { equals: 'Anchro' } },
      'select option "Anchro" not found for property "Team". Available options: "Harbour", "Compass", "Lantern", "Anchor"',
    ],
    [{ number: { equals: 1 } }, 'body.filter.property should be defined'],
    [
      { property: 'Distance', number: { equals: '1' } },
      'body.filter.number.equals should be a number, instead was `"1"`',
    ],
    [{ property: 'Distance', number: { contains: 1 } }, 'body.filter.number.contains should be not present'],
    [{ property: 'Distance', number: { is_empty: false } }, 'body.filter.number.is_empty should be `true`'],
    [{ property: 'Distance', number: {} }, 'exactly one condition'],
    [{ property: 'Distance' }, 'body.filter.number should be defined'],
    [
      { property: 'Departure', date: { after: 'soon' } },
      'a valid ISO 8601 date string, instead was `"soon"`',
    ],
    [{ property: 'Departure', date: { past_week: true } }, 'an empty object'],
    [{ property: 'Skipper', people: { contains: 'Ada' } }, 'a valid uuid, instead was `"Ada"`'],
    [{ property: 'Follows', relation: { contains: 'me' } }, 'a valid uuid, instead was `"me"`'],
    [{ timestamp: 'edited', edited: {} }, 'body.filter.timestamp'],
    [{ and: { property: 'Name' } }, 'body.filter.and should be an array'],
    [{ and: [{ or: [{ and: [] }] }] }, 'nested too deeply'],
    [[], 'body.filter should be an object'],
  ])('refuses %p', async (filter, message) => {
    expect((await call(sandbox, query, { filter })).body).toMatchObject({
      status: 400,
      code: 'validation_error',
      message: expect.stringContaining(message),
    });
  });

  it.each([
    [[{ property: 'Missing', direction: 'ascending' }], 'Could not find property with name or id: Missing'],
    [[{ property: 'Name', direction: 'up' }], 'body.sorts[0].direction'],
    [[{ direction: 'ascending' }], 'body.sorts[0].property should be defined'],
    [{}, 'body.sorts should be an array'],
  ])('refuses sorts %p', async (sorts, message) => {
    expect((await call(sandbox, query, { sorts })).body).toMatchObject({
      status: 400,
      message: expect.stringContaining(message),
    });
  });
});
