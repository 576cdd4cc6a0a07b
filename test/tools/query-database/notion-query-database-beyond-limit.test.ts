import { afterEach, describe, expect, it } from '@jest/globals';
import { numberColumn, plain, select } from '../../../src/sandbox/build/columns.js';
import { addDataSource, addRow } from '../../../src/sandbox/build/databases.js';
import { workspaceWith } from '../../../src/sandbox/build/ready-made.js';
import type { RateLimitOptions } from '../../../src/sandbox/rate-limit.js';
import { nextCall, startToolSandbox, type ToolSandbox } from '../../support/notion/tool-sandbox.js';

const TOOL = 'notion_query_database';
/** Rows that one query of this sandbox reaches; 10,000 in Notion. */
const CEILING = 250;
let notion: ToolSandbox;

afterEach(() => notion.close());

/** Rows of which `perMinute` were created in each minute, in two teams, each with the number 1. */
async function log(rows: number, perMinute: number, rateLimit?: RateLimitOptions): Promise<string> {
  const { workspace, databaseId } = workspaceWith({ rows: 0 });
  workspace.limits.queryRows = CEILING;
  const source = addDataSource(workspace, {
    database: databaseId,
    name: 'Log',
    columns: [
      plain('Name', 'title'),
      select('Team', ['Harbour', 'Lantern']),
      numberColumn('One'),
      numberColumn('Number'),
    ],
  });
  for (let index = 0; index < rows; index += 1) {
    const cells = {
      Name: `Entry ${index}`,
      Team: index % 5 === 0 ? 'Lantern' : 'Harbour',
      One: 1,
      Number: index,
    };
    addRow(workspace, source, cells, {
      created: new Date(Date.UTC(2026, 2, 1, 0, Math.floor(index / perMinute))),
    });
  }
  notion = await startToolSandbox({ workspace, rateLimit });
  return `collection://${source}`;
}

const lines = (answer: string): string[] =>
  answer
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1);

describe('more rows than Notion gives for one query', () => {
  it.each([1, 7, 100, 249])('counts each once when %i are created in a minute', async (perMinute) => {
    const database = await log(1130, perMinute);
    const answer = await notion.call(TOOL, { database, count_by: 'Team', calculate: ['sum of One'] });
    expect(answer).toMatch(/^1130 rows in 2 groups; all rows are counted\./);
    // Rows that come evenly are counted in windows of time that each hold fewer than a query reaches.
    expect(
      /Counted in \d queries by creation time, because Notion returns at most 10,000 rows/.test(answer),
    ).toBe(perMinute >= 100);
    expect(lines(answer)).toEqual([
      '| (all rows) | 1130 | 1130 |',
      '| Harbour | 904 | 904 |',
      '| Lantern | 226 | 226 |',
    ]);
    // No window is read twice: each but the last gives all its rows, less those of its last minute.
    const windows = Math.ceil(1130 / (CEILING - perMinute + 1)) + 1;
    expect(notion.requests()).toBeLessThanOrEqual(1 + 3 * windows + (perMinute > 200 ? 3 : 0));
  });

  it('keeps the conditions of the question in every window', async () => {
    const database = await log(1130, 7);
    const where = [
      {
        all: [
          { property: 'Team', operator: 'equals', value: 'Harbour' },
          { property: 'One', operator: 'equals', value: 1 },
        ],
      },
      { property: 'Name', operator: 'equals', value: 'Entry 5' },
    ];
    const answer = await notion.call(TOOL, { database, where, match: 'any', count_by: 'Team' });
    expect(lines(answer)).toEqual(['| Harbour | 904 |', '| Lantern | 1 |']);
  });

  it('says so when one minute holds more', async () => {
    const database = await log(600, 300);
    const answer = await notion.call(TOOL, { database, calculate: ['count'] });
    expect(answer).toMatch(
      /^Incomplete: 250 rows counted so far\. Notion returns at most 10,000 rows per query, and more than these were created in the same minute \(2026-03-01T00:00:00\.000Z\)/,
    );
    expect(nextCall(answer)).toBeUndefined();
  });

  it('tells so where rows are listed', async () => {
    const database = await log(260, 1);
    let answer = await notion.call(TOOL, { database, limit: 100 });
    for (let next = nextCall(answer); next !== undefined; next = nextCall(answer)) {
      answer = await notion.call(TOOL, next.input);
    }
    expect(answer).toMatch(/^50 further rows; more match than Notion returns\./);
    expect(answer).toContain('narrow it with where, for example on created_time');
  });
});

describe('a count that is interrupted', () => {
  it.each([
    ['within a window', 2, 1, 450],
    ['within a window, all in one minute', 2, 2000, 240],
    ['within the second window', 4, 7, 600],
    ['before the second window', 3, 7, 600],
    ['before the second window, which holds one minute', 3, 249, 400],
    ['after the first request', 1, 7, 600],
  ])('goes on %s, each row once', async (_name, queries, perMinute, rows) => {
    const database = await log(rows, perMinute, { requests: 1 + queries, windowMilliseconds: 60_000 });
    const question = { database, count_by: 'Team', calculate: ['sum of One'] };
    const answer = await notion.call(TOOL, question);
    expect(answer).toMatch(/^Incomplete: \d+ rows counted so far\. .* Call again in \d+ s\./);
    const next = nextCall(answer);
    expect(next?.input).toMatchObject(question);

    const { workspace } = notion.sandbox;
    await notion.close();
    notion = await startToolSandbox({ workspace });
    const whole = await notion.call(TOOL, next?.input);
    expect(whole).toMatch(new RegExp(`^${rows} rows in 2 groups; all rows are counted\\.`));
    expect(lines(whole)[0]).toBe(`| (all rows) | ${rows} | ${rows} |`);
  });

  it('asks to add up where the groups are too many for a cursor', async () => {
    const database = await log(450, 1, { requests: 3, windowMilliseconds: 60_000 });
    const question = { database, count_by: 'Number' };
    const answer = await notion.call(TOOL, question);
    const [, before] = /^Incomplete: (\d+) rows/.exec(answer) ?? [];
    const { workspace } = notion.sandbox;
    await notion.close();
    notion = await startToolSandbox({ workspace });
    const rest = await notion.call(TOOL, nextCall(answer)?.input);
    expect(rest).toMatch(/^Further \d+ rows in \d+ groups; all remaining rows are counted\. Add the counts/);
    const [, further] = /^Further (\d+) rows/.exec(rest) ?? [];
    expect(Number(before) + Number(further)).toBe(450);
  });
});
