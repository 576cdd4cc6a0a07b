import { afterEach, expect, it } from '@jest/globals';
import { plain } from '../../../src/sandbox/build/columns.js';
import { addDatabase, addDataSource } from '../../../src/sandbox/build/databases.js';
import { createWorkspace } from '../../../src/sandbox/build/workspace-builder.js';
import { LookupBudget } from '../../../src/workspace/lookup-budget.js';
import { lookUpNames } from '../../../src/workspace/names/look-up-names.js';
import { startToolSandbox, type ToolSandbox } from '../../support/notion/tool-sandbox.js';

let notion: ToolSandbox | undefined;

afterEach(() => notion?.close());

it('finds the title of a mentioned database or data source in one request each', async () => {
  const workspace = createWorkspace();
  const database = addDatabase(workspace, { title: 'Harbour office' });
  const source = addDataSource(workspace, {
    database,
    name: 'Berths',
    columns: [plain('Name', 'title')],
  });
  notion = await startToolSandbox({ workspace });
  const session = notion.connection.openSession({ signal: new AbortController().signal });
  const names = await lookUpNames(
    session,
    { databases: [database], dataSources: [source] },
    new LookupBudget(10),
  );
  expect([names.title(database), names.title(source)]).toEqual(['Harbour office', 'Berths']);
  expect(names.unnamed).toEqual({ notShared: 0, notLookedUp: 0, forbidden: 0 });
  expect(notion.sandbox.requests.map(({ path }) => path).toSorted()).toEqual(
    [`/v1/databases/${database}`, `/v1/data_sources/${source}`].toSorted(),
  );
  session.end();
});
