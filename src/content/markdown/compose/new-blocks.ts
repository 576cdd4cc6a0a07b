import type { Code, DocumentBlock, Table } from '../../document.js';
import { codeLanguage } from './code-language.js';
import { plainRichText, richTextOf, type RichTextElement } from './rich-text-elements.js';

/** Most elements of a rich text, and UTF-16 code units of an equation (Notion's limits). */
const MAX_ELEMENTS = 100;
const MAX_EXPRESSION_CHARACTERS = 1000;
/** UTF-16 code units of one block's text: less than a request, whatever the characters. */
const MAX_BLOCK_CHARACTERS = 130_000;

/** A block that is to be made: its type, the fields of that type, and what is nested in it. */
export interface NewBlock {
  readonly type: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly children: readonly NewBlock[];
}

/** A document as blocks. What has no block of its own, such as a child page, is left out; callers refuse it before. */
export function newBlocksOf(document: readonly DocumentBlock[]): readonly NewBlock[] {
  return document.flatMap(blocksOf);
}

/** Text to the letter: a paragraph for each line. */
export function literalBlocks(text: string): readonly NewBlock[] {
  return text.split('\n').flatMap((line) => textBlocks('paragraph', plainRichText(line), {}, []));
}

function blocksOf(block: DocumentBlock): readonly NewBlock[] {
  switch (block.kind) {
    case 'paragraph':
    case 'quote':
    case 'toggle':
      return textBlocks(block.kind, richTextOf(block.text), {}, newBlocksOf(block.children));
    case 'heading': {
      const children = newBlocksOf(block.children);
      const toggle = children.length > 0 ? { is_toggleable: true } : {};
      return textBlocks(`heading_${block.level}`, richTextOf(block.text), toggle, children);
    }
    case 'bullet':
      return textBlocks('bulleted_list_item', richTextOf(block.text), {}, newBlocksOf(block.children));
    case 'numbered': {
      const start = block.start === undefined ? {} : { list_start_index: block.start };
      return textBlocks('numbered_list_item', richTextOf(block.text), start, newBlocksOf(block.children));
    }
    case 'to-do':
      return textBlocks(
        'to_do',
        richTextOf(block.text),
        { checked: block.checked },
        newBlocksOf(block.children),
      );
    case 'callout': {
      const icon = block.icon === '' ? {} : { icon: { type: 'emoji', emoji: block.icon } };
      return textBlocks('callout', richTextOf(block.text), icon, newBlocksOf(block.children));
    }
    case 'code':
      return codeBlocks(block);
    case 'equation':
      return block.expression.length > MAX_EXPRESSION_CHARACTERS
        ? textBlocks('code', plainRichText(block.expression), { language: 'latex' }, [])
        : [{ type: 'equation', fields: { expression: block.expression }, children: [] }];
    case 'table':
      return tableBlocks(block);
    case 'media':
      return [
        {
          type: block.media,
          fields: { type: 'external', external: { url: block.url }, caption: captionOf(block.caption) },
          children: [],
        },
      ];
    case 'link':
      return [
        {
          type: block.link === 'embed' ? 'embed' : 'bookmark',
          fields: { url: block.url, caption: captionOf(block.caption) },
          children: [],
        },
      ];
    default:
      return structureBlocks(block);
  }
}

/** Beyond a hundred elements code goes on in further blocks, and its caption stands below the last. */
function codeBlocks({ text, language, caption }: Code): readonly NewBlock[] {
  const blocks = textBlocks('code', plainRichText(text), { language: codeLanguage(language) }, []);
  return blocks.map((block, at) =>
    caption === '' || at < blocks.length - 1
      ? block
      : { ...block, fields: { ...block.fields, caption: captionOf(caption) } },
  );
}

function structureBlocks(block: DocumentBlock): readonly NewBlock[] {
  switch (block.kind) {
    case 'divider':
      return [{ type: 'divider', fields: {}, children: [] }];
    case 'breadcrumb':
      return [{ type: 'breadcrumb', fields: {}, children: [] }];
    case 'table of contents':
      return [{ type: 'table_of_contents', fields: {}, children: [] }];
    case 'columns':
      return columnBlocks(block.children);
    case 'tab':
      return textBlocks('toggle', richTextOf(block.text), {}, newBlocksOf(block.children));
    default:
      // Copies, tabs and what has no form for writing: what is in it is kept.
      return newBlocksOf(block.children);
  }
}

/** A block of text. Beyond a hundred elements it goes on in further blocks; what is nested is below the first. */
function textBlocks(
  type: string,
  text: readonly RichTextElement[],
  fields: Readonly<Record<string, unknown>>,
  children: readonly NewBlock[],
): readonly NewBlock[] {
  const [first = [], ...rest] = inBlocks(text);
  const isCode = type === 'code';
  return [
    { type, fields: { ...fields, rich_text: first }, children },
    ...rest.map((elements) => ({
      type: isCode ? type : 'paragraph',
      fields: { ...(isCode ? fields : {}), rich_text: elements },
      children: [],
    })),
  ];
}

function inBlocks(text: readonly RichTextElement[]): readonly (readonly RichTextElement[])[] {
  const blocks: RichTextElement[][] = [[]];
  let room = MAX_BLOCK_CHARACTERS;
  for (const element of text) {
    const { length } = JSON.stringify(element);
    const last = blocks.at(-1);
    if (last === undefined || last.length === MAX_ELEMENTS || (last.length > 0 && length > room)) {
      blocks.push([element]);
      room = MAX_BLOCK_CHARACTERS - length;
    } else {
      last.push(element);
      room -= length;
    }
  }
  return blocks;
}

/** Notion has no list of one column, and no empty column. */
function columnBlocks(children: readonly DocumentBlock[]): readonly NewBlock[] {
  const columns = children
    .filter(({ kind }) => kind === 'column')
    .map((column) => newBlocksOf(column.children));
  const empty: NewBlock = { type: 'paragraph', fields: { rich_text: [] }, children: [] };
  return columns.length < 2
    ? children.flatMap((child) => newBlocksOf(child.kind === 'column' ? child.children : [child]))
    : [
        {
          type: 'column_list',
          fields: {},
          children: columns.map((blocks) => ({
            type: 'column',
            fields: {},
            children: blocks.length === 0 ? [empty] : blocks,
          })),
        },
      ];
}

function tableBlocks({ rows, headerRow, headerColumn }: Table): readonly NewBlock[] {
  const width = rows.reduce((widest, row) => Math.max(widest, row.length), 0);
  if (width === 0) {
    return [];
  }
  return [
    {
      type: 'table',
      fields: { table_width: width, has_column_header: headerRow, has_row_header: headerColumn },
      children: rowBlocks(rows, width),
    },
  ];
}

/** Rows of a table with so many columns. */
export function rowBlocks(rows: readonly (readonly string[])[], width: number): readonly NewBlock[] {
  return rows.map((row) => ({
    type: 'table_row',
    fields: { cells: Array.from({ length: width }, (_, at) => cellOf(row[at] ?? '')) },
    children: [],
  }));
}

function cellOf(text: string): readonly RichTextElement[] {
  const elements = richTextOf(text);
  return elements.length > MAX_ELEMENTS ? plainRichText(text).slice(0, MAX_ELEMENTS) : elements;
}

function captionOf(text: string): readonly RichTextElement[] {
  return richTextOf(text).slice(0, MAX_ELEMENTS);
}

/** A block in the form of a request. */
export function blockBody({ type, fields, children }: NewBlock): Readonly<Record<string, unknown>> {
  return {
    type,
    [type]: children.length === 0 ? fields : { ...fields, children: children.map(blockBody) },
  };
}

/** A block with all that is nested in it. */
export function countOf({ children }: NewBlock): number {
  return children.reduce((sum, child) => sum + countOf(child), 1);
}
