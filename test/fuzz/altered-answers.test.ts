import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ToolError } from '../../src/errors.js';
import { paragraph, toggle } from '../../src/sandbox/build/blocks.js';
import { plain, relation } from '../../src/sandbox/build/columns.js';
import { addColumns, addDatabase, addDataSource, addRow } from '../../src/sandbox/build/databases.js';
import {
  addComment,
  addPage,
  addPerson,
  createWorkspace,
} from '../../src/sandbox/build/workspace-builder.js';
import { startAlteredSandbox, type AlteredSandbox } from '../support/notion/altered-sandbox.js';

/** Each member of each answer of Notion's in turn is something else: a call then answers, or fails in a way that is explained. */
const OTHERS: readonly unknown[] = [null, {}, 'x', [null]];
/** Members of one answer that are altered. */
const MAX_PLACES = 150;

let notion: AlteredSandbox;
const ids = { page: '', source: '', row: '' };

beforeAll(async () => {
  const workspace = createWorkspace();
  ids.page = addPage(workspace, { title: 'Pier log', blocks: [toggle('Storm', paragraph('Wind'))] });
  const keeper = addPerson(workspace, 'Ines Vaz', 'ines@example.com');
  addComment(workspace, { on: { kind: 'page', id: ids.page }, text: 'Still?' });
  const database = addDatabase(workspace, { title: 'Boats' });
  const columns = [plain('Name', 'title'), plain('Keepers', 'people'), plain('Built', 'date')];
  ids.source = addDataSource(workspace, { database, name: 'Boats', columns });
  addColumns(workspace, ids.source, [relation('Next', ids.source)]);
  const next = addRow(workspace, ids.source, { Name: 'Otto' });
  ids.row = addRow(workspace, ids.source, { Name: 'Wilma', Keepers: [keeper], Next: [next] });
  notion = await startAlteredSandbox(workspace);
});

afterAll(() => notion.close());

type Place = readonly (string | number)[];

function placesIn(value: unknown, above: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) => [
    [...above, name],
    ...placesIn(inner, [...above, name]),
  ]);
}

function withOther<Value>(value: Value, [name = '', ...rest]: Place, other: unknown): Value {
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<string, unknown>;
  copy[name] = rest.length === 0 ? other : withOther(copy[name], rest, other);
  return copy as Value;
}

it.each<[string, RegExp, () => object]>([
  ['notion_read_page', /pages\/[^/]+$/, () => ({ page: ids.row })],
  ['notion_read_page', /markdown$/, () => ({ page: ids.page })],
  ['notion_list_comments', /children$/, () => ({ page: ids.page })],
  ['notion_list_comments', /comments$/, () => ({ page: ids.page })],
  ['notion_query_database', /query$/, () => ({ database: ids.source })],
  ['notion_query_database', /data_sources\/[^/]+$/, () => ({ database: ids.source })],
  ['notion_describe_database', /data_sources\/[^/]+$/, () => ({ database: ids.source })],
  ['notion_list_databases', /search$/, () => ({})],
  ['notion_search', /search$/, () => ({ query: 'pier' })],
  ['notion_find_users', /users$/, () => ({ query: 'Ines' })],
])('%s explains what it meets in %s', async (tool, request, input) => {
  let given: object | undefined;
  notion.reset();
  notion.alter(request, async (cursor, original) => {
    const body = await original(cursor);
    given ??= body;
    return body;
  });
  await notion.call(tool, input());
  const places = placesIn(given).slice(0, MAX_PLACES);
  expect(places).not.toEqual([]);
  for (const place of places) {
    for (const other of OTHERS) {
      notion.reset();
      notion.alter(request, async (cursor, original) => withOther(await original(cursor), place, other));
      const problem = await notion.call(tool, input()).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (problem !== undefined && !(problem instanceof ToolError)) {
        throw new Error(`${place.join('.')} as ${JSON.stringify(other)}`, { cause: problem });
      }
    }
  }
});
