import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bullet, paragraph, toggle } from '../../../src/sandbox/build/blocks.js';
import { addPage, createWorkspace } from '../../../src/sandbox/build/workspace-builder.js';
import type { BlockDraft } from '../../../src/sandbox/model/block.js';
import { TooLargeError } from '../../../src/errors.js';
import { say } from '../../../src/text/words.js';
import type { Workspace } from '../../../src/sandbox/workspace.js';
import { LookupBudget } from '../../../src/workspace/lookup-budget.js';
import { walkBlocks, type ListPosition, type Walk } from '../../../src/workspace/comments/walk-blocks.js';
import { startToolSandbox, type ToolSandbox } from '../../support/notion/tool-sandbox.js';

let workspace: Workspace;
let notion: ToolSandbox;

beforeAll(async () => {
  workspace = createWorkspace();
  notion = await startToolSandbox({ workspace }, { requestsPerWindow: 1_000_000 });
});

afterAll(() => notion.close());

interface Tree {
  readonly children: readonly Tree[];
}

const { tree: trees } = fc.letrec<{ tree: readonly Tree[] }>((tie) => ({
  tree: fc.array(fc.record({ children: fc.oneof({ depthSize: 'small' }, fc.constant([]), tie('tree')) }), {
    maxLength: 6,
  }),
}));

function draftsOf(tree: readonly Tree[], next: () => string): BlockDraft[] {
  return tree.map(({ children }) => {
    const text = next();
    return children.length === 0 ? paragraph(text) : toggle(text, ...draftsOf(children, next));
  });
}

function walk(place: readonly ListPosition[], most: number, requests: number): Promise<Walk> {
  const session = notion.connection.openSession({ signal: new AbortController().signal });
  return walkBlocks(session, place, most, () => true, new LookupBudget(requests));
}

function textsOf({ blocks }: Walk): string[] {
  return blocks.map(({ block }) => {
    const content = 'type' in block ? (block as unknown as Record<string, unknown>)[block.type] : undefined;
    return (content as { rich_text: { plain_text: string }[] }).rich_text[0]?.plain_text ?? '';
  });
}

describe('walkBlocks', () => {
  it('finds each block once and in order, however the walk is divided', async () => {
    await fc.assert(
      fc.asyncProperty(
        trees,
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 5, max: 9 }),
        async (tree, most, requests) => {
          let count = 0;
          const blocks = draftsOf(tree, () => `Block ${(count += 1)}`);
          const page = addPage(workspace, { title: 'Any page', blocks });
          const found: string[] = [];
          let place: readonly ListPosition[] = [{ parent: page, done: 0 }];
          for (let calls = 0; place.length > 0 && calls < 200; calls += 1) {
            const stretch = await walk(place, most, requests + place.length);
            expect(stretch.blocks.length).toBeLessThanOrEqual(most);
            found.push(...textsOf(stretch));
            place = stretch.position;
          }
          expect(found).toEqual(Array.from({ length: count }, (_, index) => `Block ${index + 1}`));
        },
      ),
      { numRuns: 25 },
    );
  });

  it('names for each block the place to find it again', async () => {
    const blocks = [bullet('A', bullet('B', bullet('C')), bullet('D')), bullet('E', bullet('F'))];
    const page = addPage(workspace, { title: 'Nested', blocks });
    const whole = await walk([{ parent: page, done: 0 }], 10, 20);
    for (const [index, { position }] of whole.blocks.entries()) {
      expect(textsOf(await walk(position, 10, 20))).toEqual(['A', 'B', 'C', 'D', 'E', 'F'].slice(index));
    }
  });

  it('asks for some lists of one level at once', async () => {
    const blocks = Array.from({ length: 4 }, (_, index) => toggle(`Toggle ${index}`, paragraph('Inside')));
    const page = addPage(workspace, { title: 'Toggles', blocks });
    notion.sandbox.clearRequests();
    await walk([{ parent: page, done: 0 }], 40, 20);
    expect(notion.requests()).toBe(5);
  });

  it('ends where Notion gives no more for now, and goes on from there', async () => {
    const blocks = [paragraph('A'), toggle('B', paragraph('C')), paragraph('D')];
    const page = addPage(workspace, { title: 'Broken', blocks });
    const before = await walk([{ parent: page, done: 0 }], 10, 1);
    // Two lists are open, and each is asked for five times.
    notion.sandbox.failNext({ kind: 'service_unavailable' }, 10, /children/);
    const broken = await walk(before.position, 10, 20);
    expect([textsOf(broken), broken.failure?.name]).toEqual([[], 'UnavailableError']);
    expect(textsOf(await walk(broken.position, 10, 20))).toEqual(['C', 'D']);
  });

  it('shows no block twice where its batch has become too large and comes in smaller parts', async () => {
    const page = addPage(workspace, {
      title: 'Grown',
      blocks: Array.from({ length: 60 }, (_, index) => paragraph(`Block ${index}`)),
    });
    const before = await walk([{ parent: page, done: 0 }], 40, 20);
    const session = notion.connection.openSession({ signal: new AbortController().signal });
    const read = session.read.bind(session);
    // Each batch is asked for with 100 blocks first, and with a quarter of them then.
    let asked = 0;
    session.read = (endpoint, send) => {
      asked += 1;
      return asked % 2 === 1
        ? Promise.reject(new TooLargeError(say`Large.`, say`Less.`))
        : read(endpoint, send);
    };
    const rest = await walkBlocks(session, before.position, 40, () => true, new LookupBudget(20));
    expect(textsOf(rest)).toEqual(Array.from({ length: 20 }, (_, index) => `Block ${index + 40}`));
  });
});
