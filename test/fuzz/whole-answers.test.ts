import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { block } from '../../src/sandbox/build/blocks.js';
import { literal } from '../../src/sandbox/build/text.js';
import { addPage, createWorkspace } from '../../src/sandbox/build/workspace-builder.js';
import type { BlockDraft } from '../../src/sandbox/model/block.js';
import type { Workspace } from '../../src/sandbox/workspace.js';
import { parseStrictly } from '../redteam/strict-answer.js';
import {
  NOW,
  nextCall,
  startToolSandbox,
  type NextCall,
  type ToolSandbox,
} from '../support/notion/tool-sandbox.js';
import { blockShapes, type BlockShape } from './block-trees.js';
import { countingWords, wordsOf } from './texts.js';

let workspace: Workspace;
let notion: ToolSandbox;

beforeAll(async () => {
  workspace = createWorkspace({ now: NOW });
  notion = await startToolSandbox({ workspace }, { requestsPerWindow: 1_000_000 });
});

afterAll(() => notion.close());

/** The shapes as blocks of the sandbox; types whose text the markdown endpoint does not give become paragraphs. */
function draftsOf(shapes: readonly BlockShape[], word: () => string): BlockDraft[] {
  return shapes.map((shape) => {
    const { type, style, flag } = shape;
    const words = [literal(`${shape.before}${word()}${shape.after}`, style)];
    if (type === 'code') {
      return block({ type, text: words, caption: [], language: 'shell' });
    }
    const children = (): BlockDraft[] => draftsOf(shape.children, word);
    switch (type) {
      case 'heading_1':
      case 'heading_2':
      case 'heading_3':
      case 'heading_4':
        return block({ type, text: words, toggleable: true }, ...children());
      case 'bulleted_list_item':
      case 'numbered_list_item':
      case 'quote':
      case 'toggle':
        return block({ type, text: words }, ...children());
      case 'to_do':
        return block({ type, text: words, checked: flag }, ...children());
      case 'callout':
        return block({ type, text: words, icon: null }, ...children());
      case 'image':
      case 'video':
      case 'file':
        return block({ type, source: { kind: 'hosted', name: 'a.png' }, caption: words });
      case 'bookmark':
        return block({ type, url: 'https://e.org', caption: words });
      case 'column_list':
        return block(
          { type },
          block({ type: 'column' }, block({ type: 'paragraph', text: words }), ...children()),
        );
      case 'table':
        return block(
          { type, width: 2, columnHeader: false, rowHeader: flag },
          block({ type: 'table_row', cells: [words, []] }),
        );
      default:
        return block({ type: 'paragraph', text: words }, ...children());
    }
  });
}

async function walk(page: string, most: number): Promise<string[]> {
  const contents: string[] = [];
  let call: NextCall | undefined = { tool: 'notion_read_page', input: { page, max_chars: most } };
  while (call !== undefined) {
    const answer: string = await notion.call(call.tool, call.input);
    expect(answer.length).toBeLessThanOrEqual(most);
    const { content = '', notes, next } = parseStrictly(answer);
    expect(notes).toEqual([]);
    contents.push(content.replace(/^[^]*\n\nOutline [^]*?\n\n---\n\n/, ''));
    call = nextCall(answer);
    expect(next?.tool).toBe(call?.tool);
  }
  return contents;
}

describe('notion_read_page of any page', () => {
  it.each(['the markdown endpoint', 'blocks'])('gives each text once, read from %s', async (source) => {
    await fc.assert(
      fc.asyncProperty(blockShapes, fc.integer({ min: 2000, max: 6000 }), async (shapes, most) => {
        const words = countingWords();
        const page = addPage(workspace, { title: 'Any page', blocks: draftsOf(shapes, words.next) });
        if (source === 'blocks') {
          notion.sandbox.failNext({ kind: 'service_unavailable' }, 1000, /markdown/);
        }
        expect(wordsOf((await walk(page, most)).join('\n'))).toEqual(words.all());
      }),
      { numRuns: 30 },
    );
  });
});
