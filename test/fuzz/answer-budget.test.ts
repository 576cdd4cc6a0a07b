import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { block, heading, paragraph } from '../../src/sandbox/build/blocks.js';
import { plain, relation, rollup } from '../../src/sandbox/build/columns.js';
import { addColumns, addDatabase, addDataSource, addRow } from '../../src/sandbox/build/databases.js';
import { literal, mentionUser } from '../../src/sandbox/build/text.js';
import { addBlocks, addComment, createWorkspace } from '../../src/sandbox/build/workspace-builder.js';
import type { Workspace } from '../../src/sandbox/workspace.js';
import { parseStrictly } from '../redteam/strict-answer.js';
import {
  nextCall,
  NOW,
  startToolSandbox,
  type NextCall,
  type ToolSandbox,
} from '../support/notion/tool-sandbox.js';

/*
 * Pages that give every note at once: lists cut at 25, values computed over 25, names that are not shared and names for
 * which no request is left, places that could not be loaded, comments that do not fit, and edits between two parts.
 */

const COLUMNS = 12;
const RELATED = 30;
const words = fc.integer({ min: 0, max: 900 }).map((length) => 'word '.repeat(length / 5));
/** What a title may hold that gets longer when it is printed or written as JSON. */
const odd = fc.string({
  unit: fc.constantFrom('a', '"', '\\', '|', '*', '🌊', '\u200b', '\u{E0041}'),
  maxLength: 300,
});

const pages = fc.record({
  title: odd,
  heading: odd.map((text) => `Heading ${text}`),
  cells: fc.array(words, { minLength: COLUMNS, maxLength: COLUMNS }),
  paragraphs: fc.array(words, { minLength: 1, maxLength: 20 }),
  comments: fc.array(words, { maxLength: 12 }),
  bookmarks: fc.integer({ min: 0, max: 12 }),
});
type Draft = typeof pages extends fc.Arbitrary<infer Value> ? Value : never;

const calls = fc.record({
  max_chars: fc.integer({ min: 2000, max: 4000 }),
  include_comments: fc.boolean(),
  inSection: fc.boolean(),
  edit: fc.boolean(),
});

let workspace: Workspace;
let source: string;
let related: readonly string[];
let notion: ToolSandbox;

beforeAll(async () => {
  workspace = createWorkspace({ now: NOW });
  const dataSource = (title: string): string =>
    addDataSource(workspace, {
      database: addDatabase(workspace, { title }),
      name: title,
      columns: [plain('Name', 'title')],
    });
  const others = dataSource('Others');
  source = dataSource('Pages');
  addColumns(workspace, source, [
    relation('Related', others),
    // More than the allowance reaches for, whoever is quicker to use it.
    ...Array.from({ length: 4 }, (_, index) => rollup(`Names ${index}`, 'Related', 'Name', 'count_values')),
    ...Array.from({ length: COLUMNS }, (_, index) => plain(`Column ${index}`, 'rich_text')),
  ]);
  related = Array.from({ length: RELATED }, (_, index) =>
    addRow(workspace, others, { Name: `Other ${index}` }, { hidden: index % 2 === 0 }),
  );
  notion = await startToolSandbox({ workspace }, { requestsPerWindow: 1_000_000 }, { extraRequests: 3 });
});

afterAll(() => notion.close());

function addDraft(draft: Draft): string {
  const stranger = mentionUser('00000000-0000-4000-8000-000000000001');
  const page = addRow(
    workspace,
    source,
    {
      Name: [literal(draft.title)],
      Related: [...related],
      ...Object.fromEntries(draft.cells.map((text, index) => [`Column ${index}`, text])),
    },
    {
      blocks: [
        heading(2, [literal(draft.heading)]),
        ...Array.from({ length: draft.bookmarks }, () =>
          block({ type: 'bookmark', url: 'https://example.com/', caption: [] }),
        ),
        ...draft.paragraphs.map((text) => paragraph([text, ' ', stranger])),
      ],
    },
  );
  for (const text of draft.comments) {
    addComment(workspace, { on: { kind: 'page', id: page }, text: `Remark ${text}` });
  }
  return page;
}

describe('an answer of notion_read_page', () => {
  it('is never longer than max_chars, whatever there is to say', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(pages, calls, async (draft, { inSection, edit, ...input }) => {
        const page = addDraft(draft);
        let call: NextCall | undefined = {
          tool: 'notion_read_page',
          input: { page, ...input, ...(inSection ? { section: draft.heading.slice(0, 500) } : {}) },
        };
        for (let part = 0; call !== undefined && part < 4; part += 1) {
          const answer: string = await notion.call(call.tool, call.input);
          expect(answer.length).toBeLessThanOrEqual(input.max_chars);
          for (const note of parseStrictly(answer).notes) {
            seen.add(note.replaceAll(/\d+/g, 'N'));
          }
          if (edit) {
            addBlocks(workspace, { kind: 'page', id: page }, [paragraph(`Added after part ${part}.`)]);
          }
          call = nextCall(answer);
        }
      }),
      { numRuns: 40 },
    );
    const kinds = [
      /^Only the first/,
      /omputed by Notion/,
      /^Not loaded/,
      /^Not looked up/,
      /edited/,
      /open comments/,
    ];
    const missing = kinds.filter((kind) => ![...seen].some((note) => kind.test(note)));
    expect(missing).toEqual([]);
  });
});
