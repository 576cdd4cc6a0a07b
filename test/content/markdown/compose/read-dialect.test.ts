import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BlockTree } from '../../../../src/content/blocks/from-blocks.js';
import { documentFromBlocks } from '../../../../src/content/blocks/from-blocks.js';
import {
  blockBody,
  newBlocksOf,
  type NewBlock,
} from '../../../../src/content/markdown/compose/new-blocks.js';
import { readDialect } from '../../../../src/content/markdown/compose/read-dialect.js';
import { noNames } from '../../../../src/content/names.js';
import { printBlocks } from '../../../../src/content/print/print.js';
import { sampleDocument } from './sample-documents.js';

function treeOf({ type, fields, children }: NewBlock): BlockTree {
  const block = { object: 'block', id: '', type, [type]: fields } as unknown as BlockTree['block'];
  return { block, children: children.map(treeOf), complete: true };
}

const printed = (dialect: string): string =>
  printBlocks(documentFromBlocks(newBlocksOf(readDialect(dialect)).map(treeOf), noNames));
const bodies = (dialect: string): readonly object[] => newBlocksOf(readDialect(dialect)).map(blockBody);

describe('our dialect as blocks', () => {
  it('reads what is printed: printing it again gives the same text', () => {
    fc.assert(
      fc.property(sampleDocument, (document) => {
        const text = printBlocks(document);
        expect(printed(text)).toBe(text);
      }),
      { numRuns: 200 },
    );
  });

  it.each<[string, string, readonly object[]]>([
    ['nested lists by two spaces below a number', '1. a\n  - b', [numbered('a', [bullet('b')])]],
    [
      'a caption of code',
      '```ts\nx\n```\n[caption: As *planned*]\nafter',
      [
        {
          type: 'code',
          code: {
            rich_text: expect.anything(),
            language: 'typescript',
            caption: [
              { type: 'text', text: { content: 'As ' } },
              expect.objectContaining({ text: { content: 'planned' } }),
            ],
          },
        },
        paragraph('after'),
      ],
    ],
    ['what only looks like a caption', 'a\n\n[caption: b]', [paragraph('a'), paragraph('[caption: b]')]],
    ['nested lists by tabs', '- a\n\t- b\n\t\t- c', [bullet('a', [bullet('b', [bullet('c')])])]],
    ['numbers that are all 1', '1. a\n1. b', [numbered('a'), numbered('b')]],
    ['a text between items', '- a\n\n  more\n- b', [bullet('a', [paragraph('more')]), bullet('b')]],
    ['a text below a list', '- a\nb', [bullet('a'), paragraph('b')]],
    ['code in an item', '- a\n  ```js\n  x\n    y\n  ```', [bullet('a', [code('x\n  y', 'javascript')])]],
    ['code that is not closed', '```\nx\n# y', [code('x\n# y', 'plain text')]],
    ["GitHub's notes", '> [!WARNING]\n> Hot', [callout('Hot', '⚠️')]],
    ['a callout as a tag', '<callout icon="💡">\n\tHot\n</callout>', [callout('Hot', '💡')]],
    [
      'a toggle as tags',
      '<details>\n<summary>More</summary>\n\tInside\n</details>\nAfter',
      [
        { type: 'toggle', toggle: { rich_text: [words('More')], children: [paragraph('Inside')] } },
        paragraph('After'),
      ],
    ],
    [
      'columns',
      '<columns>\n\t<column>\n\t\tL\n\t</column>\n\t<column>\n\t</column>\n</columns>',
      [
        {
          type: 'column_list',
          column_list: {
            children: [
              { type: 'column', column: { children: [paragraph('L')] } },
              { type: 'column', column: { children: [{ type: 'paragraph', paragraph: { rich_text: [] } }] } },
            ],
          },
        },
      ],
    ],
    ['a tag that is not closed', '<callout>', [paragraph('<callout>')]],
    ['an address that is no picture', '![a](file:///etc/passwd)', [paragraph('a (file:///etc/passwd)')]],
    ['a rule below a text', 'a\n---', [paragraph('a'), { type: 'divider', divider: {} }]],
  ])('reads %s', (_name, dialect, expected) => {
    expect(bodies(dialect)).toEqual(expected);
  });

  it('takes time in proportion to the text', () => {
    for (const line of ['<callout>', '<details>', '$$', '```', '> ', '- a', '| a |', '<columns><column>']) {
      expect(readDialect(`${line}\n`.repeat(5000)).length).toBeGreaterThan(0);
    }
    expect(readDialect('> '.repeat(5000)).length).toBe(1);
    expect(
      readDialect(Array.from({ length: 300 }, (_, at) => `${'  '.repeat(at)}- a`).join('\n')).length,
    ).toBe(1);
  });
});

function words(content: string): object {
  return { type: 'text', text: { content } };
}

function block(type: string, content: string, children: readonly object[], rest: object = {}): object {
  return {
    type,
    [type]: { ...rest, rich_text: [words(content)], ...(children.length > 0 ? { children } : {}) },
  };
}

function paragraph(content: string): object {
  return block('paragraph', content, []);
}

function bullet(content: string, children: readonly object[] = []): object {
  return block('bulleted_list_item', content, children);
}

function numbered(content: string, children: readonly object[] = []): object {
  return block('numbered_list_item', content, children);
}

function code(content: string, language: string): object {
  return block('code', content, [], { language });
}

function callout(content: string, emoji: string): object {
  return block('callout', content, [], { icon: { type: 'emoji', emoji } });
}
