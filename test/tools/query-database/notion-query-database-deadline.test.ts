import { afterEach, describe, expect, it } from '@jest/globals';
import queryDatabase from '../../../tools/notion-query-database.js';
import { plain, relation } from '../../../src/sandbox/build/columns.js';
import { addColumns, addDatabase, addDataSource, addRow } from '../../../src/sandbox/build/databases.js';
import { createWorkspace } from '../../../src/sandbox/build/workspace-builder.js';
import {
  BOUNDARY,
  nextCall,
  NOW,
  startToolSandbox,
  type ToolSandbox,
} from '../../support/notion/tool-sandbox.js';

const ROWS = 450;
let notion: ToolSandbox | undefined;

afterEach(() => notion?.close());

/** Calls the tool with a clock: after so many requests nearly all of the call's time is over. */
async function callUntil(requests: number, input: object): Promise<string> {
  const session = notion?.connection.openSession({ signal: new AbortController().signal });
  if (session === undefined) {
    throw new Error('The sandbox is not started.');
  }
  Object.defineProperty(session, 'timeLeft', { get: () => (session.requestCount > requests ? 0.1 : 1) });
  const answer = await queryDatabase.run(queryDatabase.input.parse(input), {
    notion: session,
    workspaces: [],
    now: NOW,
    extraRequests: 40,
    boundary: BOUNDARY,
  });
  return typeof answer === 'string' ? answer : '';
}

describe('a count by relation that takes longer than its call', () => {
  it('ends while there is time to name its groups, and goes on from there', async () => {
    const workspace = createWorkspace();
    const source = (title: string): string => {
      const database = addDatabase(workspace, { title });
      return addDataSource(workspace, { database, name: title, columns: [plain('Name', 'title')] });
    };
    const [ports, trips] = [source('Ports'), source('Trips')];
    addColumns(workspace, trips, [relation('Port', ports)]);
    const targets = ['Kotka', 'Tornio', 'Oulu'].map((Name) => addRow(workspace, ports, { Name }));
    for (let index = 0; index < ROWS; index += 1) {
      const created = new Date(Date.UTC(2026, 0, 1, 0, index));
      addRow(workspace, trips, { Name: `Trip ${index}`, Port: [targets[index % 3] ?? ''] }, { created });
    }
    notion = await startToolSandbox({ workspace });
    const question = { database: `collection://${trips}`, count_by: 'Port' };
    const first = await callUntil(2, question);
    expect(first).toMatch(
      /^Incomplete: 99 rows counted so far\. This call ran out of time\. Call again to continue\./,
    );
    expect(['Kotka', 'Tornio', 'Oulu'].every((name) => first.includes(`| ${name} |`))).toBe(true);
    expect(first).not.toContain('Not looked up');
    const rest = await callUntil(100, nextCall(first)?.input ?? {});
    expect(rest).toMatch(/^450 rows in 3 groups; all (?:remaining )?rows are counted\./);
    expect(rest).toContain('| Kotka | 150 |');
  });
});
