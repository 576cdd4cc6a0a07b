import { afterEach, describe, expect, it } from '@jest/globals';
import { numberColumn, plain, relation, rollup } from '../../src/sandbox/build/columns.js';
import { addColumns, addDatabase, addDataSource, addRow } from '../../src/sandbox/build/databases.js';
import { createWorkspace } from '../../src/sandbox/build/workspace-builder.js';
import type { Workspace } from '../../src/sandbox/workspace.js';
import { startToolSandbox, type CallLimits, type ToolSandbox } from '../support/notion/tool-sandbox.js';

const PACKAGES = 28;
let notion: ToolSandbox | undefined;

afterEach(() => notion?.close());

/** A project with 28 packages, the last of which is dear and late; `synced` makes the relation a two-way one. */
function projectsWorkspace(synced: boolean): { workspace: Workspace; projects: string; project: string } {
  const workspace = createWorkspace();
  const source = (title: string): string => {
    const database = addDatabase(workspace, { title });
    return addDataSource(workspace, { database, name: title, columns: [plain('Name', 'title')] });
  };
  const [projects, packages] = [source('Projects'), source('Packages')];
  addColumns(workspace, packages, [
    numberColumn('Cost'),
    plain('Due', 'date'),
    ...(synced ? [relation('Project', projects, 'Packages')] : []),
  ]);
  addColumns(workspace, projects, [
    relation('Packages', packages, ...(synced ? ['Project'] : [])),
    rollup('Cost of all', 'Packages', 'Cost', 'sum'),
    rollup('Last due', 'Packages', 'Due', 'latest_date'),
  ]);
  const rows = Array.from({ length: PACKAGES }, (_, index) =>
    addRow(workspace, packages, {
      Name: `Package ${index + 1}.`,
      Cost: index === PACKAGES - 1 ? 500 : 1,
      Due: index === PACKAGES - 1 ? '2031-08-17' : '2028-01-10',
    }),
  );
  const project = addRow(workspace, projects, { Name: 'Tidal gate', Packages: rows });
  return { workspace, projects, project };
}

async function open(
  synced: boolean,
  limits: CallLimits = {},
): Promise<{ projects: string; project: string }> {
  const { workspace, ...ids } = projectsWorkspace(synced);
  notion = await startToolSandbox({ workspace }, {}, limits);
  return ids;
}

function packagesIn(answer: string): number[] {
  return [...answer.matchAll(/Package (\d+)\./g)].map(([, number]) => Number(number));
}

const ALL = Array.from({ length: PACKAGES }, (_, index) => index + 1);

describe.each([
  ['two-way', true],
  ['one-way', false],
])('a page with a %s relation of 28 pages', (_name, synced) => {
  it('shows all of them by title, and rollups over all of them', async () => {
    const { project } = await open(synced);
    const answer = (await notion?.call('notion_read_page', { page: project })) ?? '';
    expect(packagesIn(answer)).toEqual(ALL);
    expect(answer).toContain('Cost of all: 527');
    expect(answer).toContain('Last due: 2031-08-17');
    expect(answer).not.toContain('first 25');
    expect(answer).toMatch(/^The whole page\b/);
  });

  it('says which values are partial where the requests do not reach', async () => {
    const { project } = await open(synced, { extraRequests: 1 });
    const answer = (await notion?.call('notion_read_page', { page: project })) ?? '';
    expect(answer).not.toContain('The whole page');
    expect(answer).toMatch(/^Only the first 25 entries are shown in 1 list\.$/m);
    expect(answer).toMatch(
      /^(?:Possibly c|C)omputed by Notion over the first 25 related pages only: 2 values\b/m,
    );
  });
});

describe('a row with a two-way relation of 28 pages', () => {
  it('costs one request for all of them with their titles, and one for each rollup', async () => {
    const { projects } = await open(true);
    const database = `collection://${projects}`;
    const answer = (await notion?.call('notion_query_database', { database })) ?? '';
    expect(packagesIn(answer)).toEqual(ALL);
    expect(answer).toContain('| 527 | 2031-08-17 |');
    expect(notion?.requests()).toBe(5);
  });

  it('is read from its own side where the other side does not know all of it', async () => {
    const { projects } = await open(true);
    const [column] = otherSide().filter(({ name }) => name === 'Project');
    const [first] = [...(notion?.sandbox.workspace.pages.values() ?? [])].filter(({ values }) =>
      values.has(column?.id ?? ''),
    );
    first?.values.delete(column?.id ?? '');
    const answer =
      (await notion?.call('notion_query_database', { database: `collection://${projects}` })) ?? '';
    expect(packagesIn(answer)).toEqual(ALL);
  });
});

function otherSide(): readonly { id: string; name: string }[] {
  const sources = [...(notion?.sandbox.workspace.dataSources.values() ?? [])];
  return sources.find(({ name }) => name === 'Packages')?.properties ?? [];
}
