import type { BlockContent, BlockDraft, HeadingType, MediaType } from '../model/block.js';
import type { FileSource, Icon } from '../model/file.js';
import { rich } from './text.js';
import type { TextInput } from './text.js';

/** A block of any type; the functions below are shorter words for the frequent ones. */
export function block(content: BlockContent, ...children: readonly BlockDraft[]): BlockDraft {
  return { content, children };
}

/** The same block under an id that something else refers to. */
export function withId(id: string, draft: BlockDraft): BlockDraft {
  return { ...draft, id };
}

/** The same block in a colour such as `blue` or `yellow_background`. */
export function colored(color: string, draft: BlockDraft): BlockDraft {
  return 'text' in draft.content && draft.content.type !== 'code' && draft.content.type !== 'template'
    ? { ...draft, content: { ...draft.content, color } }
    : draft;
}

export function paragraph(text: TextInput, ...children: readonly BlockDraft[]): BlockDraft {
  return block({ type: 'paragraph', text: rich(text) }, ...children);
}

export function heading(level: 1 | 2 | 3 | 4, text: TextInput): BlockDraft {
  return block({ type: `heading_${level}` satisfies HeadingType, text: rich(text) });
}

export function toggleHeading(
  level: 1 | 2 | 3 | 4,
  text: TextInput,
  ...children: readonly BlockDraft[]
): BlockDraft {
  return block({ type: `heading_${level}`, text: rich(text), toggleable: true }, ...children);
}

export function bullet(text: TextInput, ...children: readonly BlockDraft[]): BlockDraft {
  return block({ type: 'bulleted_list_item', text: rich(text) }, ...children);
}

export function numbered(text: TextInput, ...children: readonly BlockDraft[]): BlockDraft {
  return block({ type: 'numbered_list_item', text: rich(text) }, ...children);
}

export function toDo(text: TextInput, checked: boolean, ...children: readonly BlockDraft[]): BlockDraft {
  return block({ type: 'to_do', text: rich(text), checked }, ...children);
}

export function quote(text: TextInput, ...children: readonly BlockDraft[]): BlockDraft {
  return block({ type: 'quote', text: rich(text) }, ...children);
}

export function toggle(text: TextInput, ...children: readonly BlockDraft[]): BlockDraft {
  return block({ type: 'toggle', text: rich(text) }, ...children);
}

export function callout(emoji: string, text: TextInput, ...children: readonly BlockDraft[]): BlockDraft {
  const icon: Icon = { kind: 'emoji', emoji };
  return block({ type: 'callout', text: rich(text), icon, color: 'gray_background' }, ...children);
}

/** Code is taken as it is, without markup. */
export function code(language: string, text: string, caption: TextInput = []): BlockDraft {
  return block({
    type: 'code',
    text: [{ kind: 'text', content: text }],
    caption: rich(caption),
    language,
  });
}

export function divider(): BlockDraft {
  return block({ type: 'divider' });
}

/** A table whose first row is a header. */
export function table(rows: readonly (readonly TextInput[])[], rowHeader = false): BlockDraft {
  const width = Math.max(...rows.map((row) => row.length));
  return block(
    { type: 'table', width, columnHeader: true, rowHeader },
    ...rows.map((cells) => block({ type: 'table_row', cells: cells.map((cell) => rich(cell)) })),
  );
}

/** Columns side by side; widths share the page evenly unless ratios are given. */
export function columns(
  parts: readonly (readonly BlockDraft[])[],
  ratios: readonly number[] = [],
): BlockDraft {
  return block(
    { type: 'column_list' },
    ...parts.map((children, index) => block({ type: 'column', widthRatio: ratios[index] }, ...children)),
  );
}

export function media(
  type: MediaType,
  source: FileSource,
  caption: TextInput = [],
  name?: string,
): BlockDraft {
  return block({ type, source, caption: rich(caption), name });
}
