import type { BlockTree } from '../../../src/content/blocks/from-blocks.js';

/** A rich text element as the API returns it. */
export function text(content: string, style: Record<string, unknown> = {}, url?: string): object {
  return {
    type: 'text',
    text: { content, link: url === undefined ? null : { url } },
    annotations: { ...plain, ...style },
    plain_text: content,
    href: url ?? null,
  };
}

/** A mention element. */
export function mention(type: string, value: unknown, plainText: string, href: string | null = null): object {
  return {
    type: 'mention',
    mention: { type, [type]: value },
    annotations: plain,
    plain_text: plainText,
    href,
  };
}

/** An inline equation. */
export function equation(expression: string): object {
  return {
    type: 'equation',
    equation: { expression },
    annotations: plain,
    plain_text: expression,
    href: null,
  };
}

const plain = {
  bold: false,
  italic: false,
  strikethrough: false,
  underline: false,
  code: false,
  color: 'default',
};

let count = 0;

/** A block with its children, all loaded. A string stands for one plain rich text. */
export function block(
  type: string,
  content: Record<string, unknown> | string = {},
  children: readonly BlockTree[] = [],
): BlockTree {
  count += 1;
  const id = `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
  return tree({ object: 'block', id, type, [type]: contentOf(content) }, children);
}

/** Any object as a block, however broken. */
export function tree(object: unknown, children: readonly BlockTree[] = [], complete = true): BlockTree {
  return { block: object as BlockTree['block'], children, complete }; // the wire promises no types
}

function contentOf(content: Record<string, unknown> | string): Record<string, unknown> {
  return typeof content === 'string'
    ? { rich_text: content === '' ? [] : [text(content)], color: 'default' }
    : content;
}
