import { meetingNotesBlock } from './from-meeting-notes.js';
import type { DocumentBlock, Heading, Link, Media } from '../document.js';
import { arrayOf, recordOf, stringOf, type JsonRecord } from '../../text/json.js';
import { linkTitle } from '../rich-text/mention.js';
import type { Names } from '../names.js';
import { blockUrl, pageUrl } from '../notion-id.js';
import { loosePlainText, renderRichText } from '../rich-text/rich-text.js';
import type { BlockObjectResponse, PartialBlockObjectResponse } from '@notionhq/client';
import { fileNameFromUrl } from '../rich-text/hosted-file.js';

/** A block of the API with the blocks below it, as far as they were loaded. */
export interface BlockTree {
  readonly block: BlockObjectResponse | PartialBlockObjectResponse;
  readonly children: readonly BlockTree[];
  /** Whether `children` are all the children there are. */
  readonly complete: boolean;
  /** Whether it is a transcript that was not asked for; its blocks were not read. */
  readonly isOmittedTranscript?: boolean;
  /** Whether it stands for what follows in the page that `block` names; that was not read. */
  readonly isRestOfPage?: boolean;
}

/**
 * Block objects of the API as a document. Unknown types and missing fields are shown as what they are; nothing throws.
 * `page` is the id of their page: blocks that cannot be shown get a link to it.
 */
export function documentFromBlocks(tree: readonly BlockTree[], names: Names, page = ''): DocumentBlock[] {
  return tree.flatMap((node) => blockOf(node, { names, page, insideTabs: false }));
}

interface Place {
  readonly names: Names;
  readonly page: string;
  readonly insideTabs: boolean;
}

interface Common {
  readonly id: string;
  readonly children: readonly DocumentBlock[];
}

function blockOf(node: BlockTree, place: Place): DocumentBlock[] {
  const { names } = place;
  const block: JsonRecord = recordOf(node.block);
  const type = stringOf(block['type']);
  const content = recordOf(block[type]);
  const id = stringOf(block['id']);
  const page = place.page || stringOf(recordOf(block['parent'])['page_id']);
  const url = blockUrl(page, id);
  if (node.isOmittedTranscript === true) {
    return [{ kind: 'omitted transcript', id, children: [] }];
  }
  if (node.isRestOfPage === true) {
    return [{ kind: 'unloaded', id, reason: 'truncated', type: '', url: pageUrl(id), children: [] }];
  }
  if (type === 'table') {
    return [tableBlock(node, { id, url }, content, names)];
  }
  const children = node.children.flatMap((child) =>
    blockOf(child, { names, page, insideTabs: type === 'tab' }),
  );
  // A child page's or database's content belongs to that page, so it is never missing here.
  if (!node.complete && type !== 'child_page' && type !== 'child_database') {
    children.push({ kind: 'unloaded', id, reason: 'truncated', type: '', url, children: [] });
  }
  if (place.insideTabs && type === 'paragraph') {
    return [{ kind: 'tab', id, children, text: richText(content, names), icon: emoji(content) }];
  }
  const own = contentBlock(type, content, { id, children }, names);
  return [own.kind === 'unsupported' ? { ...own, url } : own];
}

function contentBlock(type: string, content: JsonRecord, common: Common, names: Names): DocumentBlock {
  const text = richText(content, names);
  switch (type) {
    case 'paragraph':
    case 'quote':
    case 'toggle':
      return { ...common, kind: type, text };
    case 'template':
      return { ...common, kind: 'toggle', text };
    case 'heading_1':
    case 'heading_2':
    case 'heading_3':
    case 'heading_4':
      return { ...common, kind: 'heading', level: headingLevel(type), text };
    case 'bulleted_list_item':
      return { ...common, kind: 'bullet', text };
    case 'numbered_list_item': {
      const start = content['list_start_index'];
      return { ...common, kind: 'numbered', text, ...(isListNumber(start) ? { start } : {}) };
    }
    case 'to_do':
      return { ...common, kind: 'to-do', text, checked: content['checked'] === true };
    case 'callout':
      return { ...common, kind: 'callout', text, icon: emoji(content) };
    case 'code':
      return {
        ...common,
        kind: 'code',
        text: loosePlainText(content['rich_text']),
        language: stringOf(content['language']),
        caption: caption(content, names),
      };
    case 'equation':
      return { ...common, kind: 'equation', expression: stringOf(content['expression']) };
    case 'image':
    case 'video':
    case 'audio':
    case 'file':
    case 'pdf':
      return mediaBlock(type, content, common, caption(content, names));
    case 'bookmark':
    case 'embed':
    case 'link_preview':
      return linkBlock(type, content, common, caption(content, names));
    case 'meeting_notes':
    case 'transcription':
      return meetingNotesBlock(content, common, names);
    default:
      return structureBlock(type, content, common, names);
  }
}

function structureBlock(type: string, content: JsonRecord, common: Common, names: Names): DocumentBlock {
  switch (type) {
    case 'divider':
    case 'column':
    case 'breadcrumb':
      return { ...common, kind: type };
    case 'column_list':
      return { ...common, kind: 'columns' };
    case 'synced_block':
      return { ...common, kind: 'synced' };
    case 'tab':
      return { ...common, kind: 'tabs' };
    case 'table_of_contents':
      return { ...common, kind: 'table of contents' };
    case 'child_page':
      return { ...common, kind: 'child page', target: common.id, title: title(content) };
    case 'child_database':
      return { ...common, kind: 'child database', target: common.id, title: title(content) };
    case 'link_to_page':
      return linkToPage(content, common, names);
    case 'table_row':
      return {
        ...common,
        kind: 'table',
        headerRow: false,
        headerColumn: false,
        rows: [cells(content, names)],
      };
    case 'unsupported':
      return { ...common, kind: 'unsupported', type: stringOf(content['block_type']), url: '' };
    default:
      return unknownBlock(type, content, common, names);
  }
}

// A type that came after this server was written: whatever text it carries in the usual place is shown.
function unknownBlock(type: string, content: JsonRecord, common: Common, names: Names): DocumentBlock {
  const text = richText(content, names);
  return text === ''
    ? { ...common, kind: 'unsupported', type, url: '' }
    : { ...common, kind: 'paragraph', text: `${text} [${type}]` };
}

function linkToPage(content: JsonRecord, common: Common, names: Names): DocumentBlock {
  const page = stringOf(content['page_id']);
  const database = stringOf(content['database_id']);
  const target = page || database;
  if (target === '') {
    const type = content['comment_id'] === undefined ? 'link to page' : 'link to a comment';
    return { ...common, kind: 'unsupported', type, url: '' };
  }
  const kind = page === '' ? 'link to database' : 'link to page';
  return { ...common, kind, target, title: linkTitle(page === '' ? 'database' : 'page', target, '', names) };
}

function tableBlock(
  node: BlockTree,
  { id, url }: { readonly id: string; readonly url: string },
  content: JsonRecord,
  names: Names,
): DocumentBlock {
  const rows = node.children.map((row) => cells(recordOf(recordOf(row.block)['table_row']), names));
  return {
    kind: 'table',
    id,
    headerRow: content['has_column_header'] === true,
    headerColumn: content['has_row_header'] === true,
    rows,
    children: node.complete
      ? []
      : [{ kind: 'unloaded', id, reason: 'truncated', type: '', url, children: [] }],
  };
}

function cells(row: JsonRecord, names: Names): string[] {
  return arrayOf(row['cells']).map((cell) => renderRichText(cell, names));
}

/** Markdown knows no list number of more than nine digits. */
function isListNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 1e9;
}

function headingLevel(type: string): Heading['level'] {
  const level = Number(type.slice(-1));
  return level === 1 || level === 2 || level === 3 ? level : 4;
}

function richText(content: JsonRecord, names: Names): string {
  return renderRichText(content['rich_text'], names);
}

function caption(content: JsonRecord, names: Names): string {
  return renderRichText(content['caption'], names);
}

function title(content: JsonRecord): string {
  return stringOf(content['title']) || 'Untitled';
}

function emoji(content: JsonRecord): string {
  const icon = recordOf(content['icon']);
  const custom = stringOf(recordOf(icon['custom_emoji'])['name']);
  return stringOf(icon['emoji']) || (custom === '' ? '' : `:${custom}:`);
}

/** A picture, recording or file of the block endpoint. */
function mediaBlock(type: Media['media'], content: JsonRecord, common: Common, caption: string): Media {
  const url = stringOf(recordOf(content[stringOf(content['type'])])['url']);
  const name = stringOf(content['name']) || fileNameFromUrl(url);
  return { ...common, kind: 'media', media: type, name, caption, url };
}

/** A bookmark, embed or link preview of the block endpoint. */
function linkBlock(
  type: 'bookmark' | 'embed' | 'link_preview',
  content: JsonRecord,
  common: Common,
  caption: string,
): Link {
  const link = type === 'link_preview' ? 'link preview' : type;
  return { ...common, kind: 'link', link, url: stringOf(content['url']), caption };
}
