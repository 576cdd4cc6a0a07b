import { describe, expect, it } from '@jest/globals';
import type { DocumentBlock, Unloaded } from '../../../src/content/document.js';
import { fillUnloaded, unloadedBlocks } from '../../../src/content/blocks/fill-unloaded.js';
import { printBlocks } from '../../../src/content/print/print.js';

const paragraph = (text: string): DocumentBlock => ({ kind: 'paragraph', text, children: [] });
const missing = (id: string): Unloaded => ({
  kind: 'unloaded',
  id,
  reason: 'truncated',
  type: '',
  url: '',
  children: [],
});
const document: DocumentBlock[] = [
  missing('a'),
  {
    kind: 'columns',
    children: [{ kind: 'column', children: [paragraph('x'), missing('b'), paragraph('y')] }],
  },
];

describe('graft', () => {
  it('puts fetched blocks where they belong and leaves the rest', () => {
    const grafted = fillUnloaded(document, 'b', [paragraph('1'), missing('c')]);
    expect(printBlocks(grafted)).toBe('[not loaded]\n\nx\n\n1\n\n[not loaded]\n\ny');
    expect(unloadedBlocks(grafted).map((block) => block.id)).toEqual(['a', 'c']);
  });

  it('can remove a place for which there is nothing, and changes nothing for an unknown id', () => {
    expect(unloadedBlocks(fillUnloaded(document, 'a', [])).map((block) => block.id)).toEqual(['b']);
    expect(fillUnloaded(document, 'z', [paragraph('1')])).toEqual(document);
  });
});
