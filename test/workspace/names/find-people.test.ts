import { afterEach, expect, it } from '@jest/globals';
import { InputError } from '../../../src/errors.js';
import { workspaceWith } from '../../../src/sandbox/build/ready-made.js';
import { addPerson } from '../../../src/sandbox/build/workspace-builder.js';
import { startToolSandbox, type ToolSandbox } from '../../support/notion/tool-sandbox.js';

let notion: ToolSandbox | undefined;

afterEach(() => notion?.close());

/** The answer or the error, and how many queries were sent. */
async function ask(value: string): Promise<{ answer: unknown; queries: number }> {
  const { workspace, dataSourceId } = workspaceWith({ rows: 1 });
  addPerson(workspace, "Maeve O'Brian", 'maeve@example.com');
  notion = await startToolSandbox({ workspace });
  const where = [{ property: 'Skipper', operator: 'does_not_contain', value }];
  const answer = await notion
    .call('notion_query_database', { database: dataSourceId, where })
    .catch((error: unknown) => error);
  return { answer, queries: notion.sandbox.requests.filter(({ path }) => path.endsWith('/query')).length };
}

it.each(['Maeve O’Brian', '"Maeve O\'Brian"', '“maeve o’brian”', '@Maeve O’Brian'])(
  'finds a person whatever the quotation marks: %s',
  async (value) => {
    expect((await ask(value)).answer).toMatch(/^1 row; that is all/);
  },
);

it('tells who looks for nobody how to ask for empty cells', async () => {
  const { answer, queries } = await ask('unassigned');
  expect(queries).toBe(0);
  expect(answer).toBeInstanceOf(InputError);
  expect((answer as InputError).advice).toMatch(/^For empty cells use the operator is_empty/);
});
