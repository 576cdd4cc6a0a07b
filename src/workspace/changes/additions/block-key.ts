import { createHash } from 'node:crypto';
import type { BlockTree } from '../../../content/blocks/from-blocks.js';
import type { NewBlock } from '../../../content/markdown/compose/new-blocks.js';
import type { Block } from '../../../notion/endpoints/blocks.js';
import { arrayOf, field, recordOf, stringOf, textField } from '../../../text/json.js';
import { textKey } from '../edits/request-items.js';

/** The same for blocks of the same type and content, sent or stored, whatever is nested in them. */
export function keyOfBlock(type: string, content: unknown): string {
  const { rich_text: text, caption, cells, checked, language, expression, url, external } = recordOf(content);
  return JSON.stringify([
    type,
    textKey(text),
    textKey(caption),
    arrayOf(cells).map((cell) => textKey(cell)),
    checked === true,
    stringOf(language),
    stringOf(expression),
    addressOf(stringOf(url) || (textField(external, 'url') ?? '')),
  ]);
}

export function keyOfStored(block: Block): string {
  const type = textField(block, 'type') ?? '';
  return keyOfBlock(type, field(block, type));
}

/** With all that is nested in it, in few characters. */
export function keyOfNewTree(block: NewBlock): string {
  return shortKey(keyOfBlock(block.type, block.fields), block.children.map(keyOfNewTree));
}

export function keyOfStoredTree({ block, children }: BlockTree): string {
  return shortKey(keyOfStored(block), children.map(keyOfStoredTree));
}

function shortKey(own: string, children: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify([own, children]))
    .digest('base64url')
    .slice(0, 22);
}

/** Notion ends a bare host with a slash. */
function addressOf(url: string): string {
  return url.replace(/\/$/, '');
}
