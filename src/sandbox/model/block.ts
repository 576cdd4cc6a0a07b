import type { FileSource, Icon } from './file.js';
import type { Span } from './rich-text.js';

type Text = readonly Span[];

/** Block types that hold text and nothing else of note. */
type TextBlockType = 'bulleted_list_item' | 'quote' | 'toggle' | 'template';
export type HeadingType = 'heading_1' | 'heading_2' | 'heading_3' | 'heading_4';
export type MediaType = 'image' | 'video' | 'audio' | 'pdf' | 'file';

/** The content of a block, without its identity and children. One member for each block type of the API. */
export type BlockContent =
  | {
      readonly type: 'paragraph';
      readonly text: Text;
      readonly color?: string;
      readonly icon?: Icon | undefined;
    }
  | {
      readonly type: HeadingType;
      readonly text: Text;
      readonly color?: string;
      readonly toggleable?: boolean;
    }
  | { readonly type: TextBlockType; readonly text: Text; readonly color?: string }
  | {
      readonly type: 'numbered_list_item';
      readonly text: Text;
      readonly color?: string;
      readonly startIndex?: number | undefined;
    }
  | { readonly type: 'to_do'; readonly text: Text; readonly checked: boolean; readonly color?: string }
  | { readonly type: 'callout'; readonly text: Text; readonly icon: Icon | null; readonly color?: string }
  | { readonly type: 'code'; readonly text: Text; readonly caption: Text; readonly language: string }
  | { readonly type: 'equation'; readonly expression: string }
  | { readonly type: 'divider' | 'breadcrumb' | 'column_list' | 'tab' }
  | { readonly type: 'table_of_contents'; readonly color?: string }
  | { readonly type: 'column'; readonly widthRatio?: number | undefined }
  | {
      readonly type: 'table';
      readonly width: number;
      readonly columnHeader: boolean;
      readonly rowHeader: boolean;
    }
  | { readonly type: 'table_row'; readonly cells: readonly Text[] }
  | { readonly type: 'child_page' | 'child_database' }
  | { readonly type: 'synced_block'; readonly original: string | null }
  | { readonly type: 'link_to_page'; readonly target: 'page_id' | 'database_id'; readonly id: string }
  | {
      readonly type: MediaType;
      readonly source: FileSource;
      readonly caption: Text;
      readonly name?: string | undefined;
    }
  | { readonly type: 'bookmark' | 'embed'; readonly url: string; readonly caption: Text }
  | { readonly type: 'link_preview'; readonly url: string }
  | {
      readonly type: 'meeting_notes';
      readonly title: Text;
      readonly start: string;
      readonly end: string;
      readonly attendees: readonly string[];
    }
  | { readonly type: 'unsupported'; readonly blockType: string };

export type BlockType = BlockContent['type'];

/** A block with its children, as builders describe it before it has an id. */
export interface BlockDraft {
  readonly content: BlockContent;
  readonly children: readonly BlockDraft[];
  /** Given where something else refers to the block: a synced copy, a comment. */
  readonly id?: string | undefined;
}

/** A block in a workspace. The block of a child page or database has the id of that page or database. */
export interface BlockRecord {
  readonly id: string;
  readonly parent: { readonly kind: 'page' | 'block'; readonly id: string };
  readonly content: BlockContent;
  readonly children: string[];
  readonly created: string;
  readonly edited: string;
  readonly createdBy: string;
  readonly editedBy: string;
}
