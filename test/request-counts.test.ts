import { afterEach, describe, expect, it } from '@jest/globals';
import { plain, relation } from '../src/sandbox/build/columns.js';
import { addColumns, addDataSource, addRow } from '../src/sandbox/build/databases.js';
import { workspaceWith, type ReadyMade } from '../src/sandbox/build/ready-made.js';
import { startToolSandbox, type ToolSandbox } from './support/notion/tool-sandbox.js';

/** What answers cost in requests to Notion, on a server that has read nothing yet. */
let notion: ToolSandbox;

afterEach(() => notion.close());

/** 1,200 rows, one every fifty minutes. */
function voyagesOverTime(): ReadyMade {
  const made = workspaceWith({ rows: 0 });
  for (let index = 0; index < 1200; index += 1) {
    const created = new Date(Date.UTC(2026, 0, 1, 0, index * 50));
    addRow(made.workspace, made.dataSourceId, { Name: `Voyage ${index}`, Stage: 'Planned' }, { created });
  }
  return made;
}

describe('requests to Notion', () => {
  it('reads a page of 450 nested blocks with two', async () => {
    const { workspace, pageId } = workspaceWith({ blocks: 450 });
    notion = await startToolSandbox({ workspace });
    expect(workspace.blocks.size).toBeGreaterThanOrEqual(450);
    const answer = await notion.call('notion_read_page', { page: pageId, max_chars: 100_000 });
    expect(notion.requests()).toBe(2);
    expect(answer).toMatch(/^The whole page\./);
  });

  it('reads a page with two for 20 calls at the same time', async () => {
    const { workspace, pageId } = workspaceWith({ blocks: 40 });
    notion = await startToolSandbox({ workspace });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => notion.call('notion_read_page', { page: pageId })),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^The whole page\./);
    expect(notion.requests()).toBe(2);
  });

  it.each([
    ['by name', 13],
    ['by data source', 13],
    ['by URL', 14],
  ])('counts 1,200 rows %s with %i', async (reference, requests) => {
    const { workspace, databaseId, dataSourceId } = workspaceWith({ rows: 1200 });
    notion = await startToolSandbox({ workspace });
    const name = workspace.dataSources.get(dataSourceId)?.name;
    const database =
      reference === 'by name'
        ? name
        : reference === 'by URL'
          ? `https://app.notion.com/p/${databaseId}`
          : `collection://${dataSourceId}`;
    const answer = await notion.call('notion_query_database', { database, count_by: 'Stage' });
    expect(answer).toMatch(/^1200 rows in \d+ groups; all rows are counted/);
    expect(notion.requests()).toBe(requests);
  });

  it('counts 1,200 rows that were created over time with two more, most of them at once', async () => {
    const { workspace, dataSourceId } = voyagesOverTime();
    notion = await startToolSandbox({ workspace });
    const database = `collection://${dataSourceId}`;
    const answer = await notion.call('notion_query_database', { database, count_by: 'Stage' });
    expect(answer).toMatch(/^1200 rows in 1 group; all rows are counted/);
    // The columns, the oldest, the newest, and twelve windows between: four rounds.
    expect(notion.requests()).toBe(15);
  });

  it('shows 50 rows with two relation columns with four, the titles of 90 related pages included', async () => {
    const { workspace, databaseId } = workspaceWith({ rows: 0 });
    const [ports, crews, trips] = ['Ports', 'Crews', 'Trips'].map((name) =>
      addDataSource(workspace, { database: databaseId, name, columns: [plain('Name', 'title')] }),
    );
    addColumns(workspace, trips ?? '', [relation('Port', ports ?? ''), relation('Crew', crews ?? '')]);
    for (let index = 0; index < 50; index += 1) {
      const port = addRow(workspace, ports ?? '', { Name: `Port ${index}` });
      const crew = index < 40 ? [addRow(workspace, crews ?? '', { Name: `Crew ${index}` })] : [];
      addRow(workspace, trips ?? '', { Name: `Trip ${index}`, Port: [port], Crew: crew });
    }
    notion = await startToolSandbox({ workspace });
    const answer = await notion.call('notion_query_database', {
      database: `collection://${trips}`,
      limit: 50,
    });
    expect(answer.match(/Port \d+/g)).toHaveLength(50);
    expect(answer.match(/Crew \d+/g)).toHaveLength(40);
    // The columns, the rows, and one page of titles for each relation.
    expect(notion.requests()).toBe(4);
  });
});

/** Windows are a minute in Notion's API and 4 s here. */
const WINDOW = 4000;
const CALLS = 30;
/** Ten times what the calls take on a machine with nothing else to do. */
const MAX_TEST_MS = 120_000;

/** A clock that stands still until the first refusal: however slow the machine is, a window is filled before it ends. */
function clockFromFirstRefusal(isRefused: () => boolean): () => number {
  const start = Date.now();
  let begun: number | undefined;
  return () => {
    if (begun === undefined && isRefused()) {
      begun = Date.now();
    }
    return begun === undefined ? start : start + Date.now() - begun;
  };
}

/** All rows, asked for in other words each time: requests that are the same would be sent once. */
function questions(dataSourceId: string): object[] {
  return Array.from({ length: CALLS }, (_, index) => ({
    database: `collection://${dataSourceId}`,
    where: [{ property: 'Name', operator: 'does_not_contain', value: `nowhere ${index}` }],
    count_by: 'Stage',
  }));
}

describe('30 parallel calls under a limit of 180 requests a window', () => {
  it.each([
    ['a budget that fits', 180, 12, () => workspaceWith({ rows: 1200 })],
    // Those that find little left of the window read one page after the other.
    ['a budget that fits, and rows that can be read at once', 180, 14, voyagesOverTime],
    ['a budget that is too large, so that Notion answers 429', 600, 12, () => workspaceWith({ rows: 1200 })],
  ])(
    'all get their whole answer with %s',
    async (_name, requestsPerWindow, mostForEach, made) => {
      const { workspace, dataSourceId } = made();
      const isTooLarge = requestsPerWindow > 180;
      let refusals = (): number => 0;
      const rateLimit = {
        requests: 180,
        windowMilliseconds: WINDOW,
        ...(isTooLarge ? { now: clockFromFirstRefusal(() => refusals() > 0) } : {}),
      };
      notion = await startToolSandbox(
        { workspace, rateLimit },
        { requestsPerWindow, window: WINDOW },
        { deadlineMilliseconds: MAX_TEST_MS },
      );
      const { requests } = notion.sandbox;
      refusals = () => requests.filter(({ status }) => status === 429).length;
      const answers = await Promise.all(
        questions(dataSourceId).map((question) => notion.call('notion_query_database', question)),
      );
      for (const answer of answers) {
        expect(answer).toMatch(/^1200 rows in \d groups?; all rows are counted/);
      }
      const refused = refusals();
      // Windows do not begin at the same instant on both sides, so a budget that fits meets a few refusals as well.
      expect(refused).toBeGreaterThanOrEqual(isTooLarge ? 1 : 0);
      // At least 12 pages for each call, and one look at the columns for all.
      const answered = notion.sandbox.requests.length - refused - 1;
      expect(answered).toBeGreaterThanOrEqual(12 * CALLS);
      expect(answered).toBeLessThanOrEqual(mostForEach * CALLS);
    },
    MAX_TEST_MS,
  );

  it('answer at once with the wait where it does not fit the deadline', async () => {
    const { workspace, dataSourceId } = workspaceWith({ rows: 1200 });
    notion = await startToolSandbox({ workspace, rateLimit: { requests: 180, windowMilliseconds: 60_000 } });
    const answers = await Promise.all(
      questions(dataSourceId).map((question) =>
        notion.call('notion_query_database', question).catch((error: Error) => error.message),
      ),
    );
    const honest =
      /^1200 rows in 3 groups; all|^Incomplete: \d+ rows counted so far\. .* Call again in \d+ s\.|used up/;
    expect(answers.filter((answer) => !honest.test(answer))).toEqual([]);
    const refused = notion.sandbox.requests.filter(({ status }) => status === 429).length;
    // A single one more, to find out whether Notion gives this workspace more than most.
    expect([notion.sandbox.requests.length - refused, refused]).toEqual([180, 1]);
  });
});
