import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { plain } from '../../src/sandbox/build/columns.js';
import { addDatabase, addDataSource } from '../../src/sandbox/build/databases.js';
import { addView } from '../../src/sandbox/build/views.js';
import { createWorkspace } from '../../src/sandbox/build/workspace-builder.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/server.js';
import { call } from './call.js';

const workspace = createWorkspace({ name: 'Views' });
const source = (title: string, hidden = false): { database: string; source: string } => {
  const database = addDatabase(workspace, { title, hidden });
  return {
    database,
    source: addDataSource(workspace, { database, name: title, columns: [plain('Name', 'title')] }),
  };
};
const ferries = source('Ferries');
const secret = source('Secret', true);
const linked = addDatabase(workspace, { title: '' });
const all = addView(workspace, { name: 'All', dataSource: ferries.source });
const here = addView(workspace, { name: 'Here', dataSource: ferries.source, database: linked });
const hiddenView = addView(workspace, { name: 'Hidden', dataSource: secret.source });
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ workspace });
});

afterAll(() => sandbox.close());

describe('views', () => {
  it('are listed as references, of a database or of a data source wherever it is shown', async () => {
    const ofDatabase = await call(sandbox, `GET /v1/views?database_id=${ferries.database}`);
    expect(ofDatabase).toMatchObject({
      status: 200,
      body: { object: 'list', type: 'view', has_more: false, results: [{ object: 'view', id: all }] },
    });
    const ofSource = await call(sandbox, `GET /v1/views?data_source_id=${ferries.source}`);
    expect(ofSource.body).toMatchObject({ results: [{ id: all }, { id: here }] });
  });

  it('have a name, a type and the database and data source that they belong to', async () => {
    const { body } = await call(sandbox, `GET /v1/views/${here.replaceAll('-', '')}`);
    expect(body).toMatchObject({
      object: 'view',
      id: here,
      parent: { type: 'database_id', database_id: linked },
      data_source_id: ferries.source,
      name: 'Here',
      type: 'table',
      filter: null,
      sorts: null,
      quick_filters: null,
      configuration: { type: 'table' },
    });
  });

  it.each([
    ['of nothing', '/v1/views', 400, 'validation_error'],
    ['of a malformed id', '/v1/views?database_id=x', 400, 'validation_error'],
    ['of a hidden database', `/v1/views?database_id=${secret.database}`, 404, 'object_not_found'],
    ['of a hidden data source', `/v1/views?data_source_id=${secret.source}`, 404, 'object_not_found'],
    ['that are hidden', `/v1/views/${hiddenView}`, 404, 'object_not_found'],
    ['that are none', `/v1/views/${ferries.database}`, 404, 'object_not_found'],
  ])('are not given: %s', async (_name, path, status, code) => {
    expect(await call(sandbox, `GET ${path}`)).toMatchObject({ status, body: { code } });
  });

  it('leave a linked database without data sources of its own', async () => {
    expect(await call(sandbox, `GET /v1/databases/${linked}`)).toMatchObject({
      status: 200,
      body: { data_sources: [] },
    });
    const ofSecret = addDatabase(workspace, { title: '' });
    addView(workspace, { name: 'There', dataSource: secret.source, database: ofSecret });
    expect(await call(sandbox, `GET /v1/databases/${ofSecret}`)).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('does not contain any data sources accessible') },
    });
  });
});
