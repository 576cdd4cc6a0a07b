import { afterEach, describe, expect, it } from '@jest/globals';
import { plain, relation } from '../../src/sandbox/build/columns.js';
import { addColumns, addDatabase, addDataSource, addRow } from '../../src/sandbox/build/databases.js';
import { createWorkspace } from '../../src/sandbox/build/workspace-builder.js';
import type { Workspace } from '../../src/sandbox/workspace.js';
import { startToolSandbox, type ToolSandbox } from '../support/notion/tool-sandbox.js';

let notion: ToolSandbox | undefined;

afterEach(() => notion?.close());

/** What is printed in place of a name. */
function markedIds(answer: string): number {
  return answer.match(/\[page [0-9a-f]{8}…\]/g)?.length ?? 0;
}

function unnamedIn(answer: string): number {
  return Number(/^Not looked up \(request limit\): (\d+) linked p/m.exec(answer)?.[1] ?? 0);
}

/** A trip that is related to two pages of each of three databases. */
function tripsWorkspace(): { workspace: Workspace; trips: string; trip: string } {
  const workspace = createWorkspace();
  const database = addDatabase(workspace, { title: 'Trips' });
  const trips = addDataSource(workspace, { database, name: 'Trips', columns: [plain('Name', 'title')] });
  const targets = ['Ports', 'Crews', 'Ships'].map((name) => ({
    name,
    source: addDataSource(workspace, {
      database: addDatabase(workspace, { title: name }),
      name,
      columns: [plain('Name', 'title')],
    }),
  }));
  addColumns(
    workspace,
    trips,
    targets.map(({ name, source }) => relation(name, source)),
  );
  const related = targets.map(({ name, source }) => [
    name,
    ['First', 'Second'].map((word) => addRow(workspace, source, { Name: `${word} of ${name}` })),
  ]);
  const trip = addRow(workspace, trips, { Name: 'Out', ...Object.fromEntries(related) });
  return { workspace, trips, trip };
}

describe.each([
  ['a page', 'notion_read_page', 2],
  ['rows', 'notion_query_database', 2],
] as const)('%s with six related pages', (_name, tool, needed) => {
  it.each([1, 2, 3, 40])('tells with %i extra requests how many stay unnamed', async (extraRequests) => {
    const { workspace, trips, trip } = tripsWorkspace();
    notion = await startToolSandbox({ workspace }, {}, { extraRequests });
    const answer = await notion.call(
      tool,
      tool === 'notion_read_page' ? { page: trip } : { database: `collection://${trips}` },
    );
    const named = answer.match(/(?:First|Second) of/g)?.length ?? 0;
    expect(named + markedIds(answer)).toBe(6);
    expect(unnamedIn(answer)).toBe(markedIds(answer));
    expect(notion.requests()).toBeLessThanOrEqual(needed + extraRequests);
    // A query of its own names the two of each database; the page's path takes one request as well.
    const isEnough = extraRequests >= (tool === 'notion_read_page' ? 40 : 3);
    expect(markedIds(answer) === 0).toBe(isEnough);
  });
});
