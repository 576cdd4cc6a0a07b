/**
 * A page as a tree. The block objects of the API and the enhanced markdown of the markdown endpoint both become this tree, and one
 * printer prints it, so a page reads the same whichever way it was loaded. Texts are Markdown already (`inline.ts`).
 */
export type DocumentBlock =
  | Heading
  | TextBlock
  | Numbered
  | ToDo
  | Callout
  | Code
  | Equation
  | Table
  | Media
  | Link
  | PageLink
  | PlainBlock
  | Tab
  | MeetingNotes
  | OmittedTranscript
  | Unloaded
  | Unsupported;

interface Block {
  /** Dashed id, where the source has it: enhanced markdown mostly does not. */
  readonly id?: string;
  readonly children: readonly DocumentBlock[];
}

/** A heading. Only a toggle heading has children; what follows a plain one are its siblings. */
export interface Heading extends Block {
  readonly kind: 'heading';
  readonly level: 1 | 2 | 3 | 4;
  readonly text: string;
}

/** A block that is a text and perhaps children. */
interface TextBlock extends Block {
  readonly kind: 'paragraph' | 'bullet' | 'quote' | 'toggle';
  readonly text: string;
}

/** An item of a numbered list. `start` is its number if the source gives one; else the next number, or 1. */
interface Numbered extends Block {
  readonly kind: 'numbered';
  readonly text: string;
  readonly start?: number;
}

/** A task. */
interface ToDo extends Block {
  readonly kind: 'to-do';
  readonly text: string;
  readonly checked: boolean;
}

/** A highlighted box. `icon` is an emoji, or '' for a picture or none. */
interface Callout extends Block {
  readonly kind: 'callout';
  readonly text: string;
  readonly icon: string;
}

/** Code; `text` is literal. */
export interface Code extends Block {
  readonly kind: 'code';
  readonly text: string;
  readonly language: string;
  readonly caption: string;
}

/** A block equation, in TeX. */
interface Equation extends Block {
  readonly kind: 'equation';
  readonly expression: string;
}

/** A simple table. Rows may differ in length when the source is damaged. */
export interface Table extends Block {
  readonly kind: 'table';
  readonly headerRow: boolean;
  readonly headerColumn: boolean;
  readonly rows: readonly (readonly string[])[];
}

/** A picture, a recording or a file. `url` is raw; the printer hides addresses of Notion's own storage. */
export interface Media extends Block {
  readonly kind: 'media';
  readonly media: 'image' | 'video' | 'audio' | 'file' | 'pdf';
  readonly name: string;
  readonly caption: string;
  readonly url: string;
}

/** A web address shown as a card or frame. */
export interface Link extends Block {
  readonly kind: 'link';
  readonly link: 'bookmark' | 'embed' | 'link preview';
  readonly url: string;
  readonly caption: string;
}

/** A page or database that lives here (child), or is only linked. `title` is plain text. */
export interface PageLink extends Block {
  readonly kind: 'child page' | 'child database' | 'link to page' | 'link to database';
  readonly target: string;
  readonly title: string;
  /** Dashed id of the one data source that a database shows, where the source says so. A linked view shows another database's. */
  readonly dataSource?: string;
}

/** Blocks that hold or mark something and have no text of their own. */
export interface PlainBlock extends Block {
  readonly kind: 'divider' | 'columns' | 'column' | 'synced' | 'tabs' | 'table of contents' | 'breadcrumb';
}

/** One tab of a tab block. */
interface Tab extends Block {
  readonly kind: 'tab';
  readonly text: string;
  readonly icon: string;
}

/** Notion's meeting notes; summary, notes and transcript are children where they were loaded. */
export interface MeetingNotes extends Block {
  readonly kind: 'meeting notes';
  readonly text: string;
  /** Time, attendees and state, readable; may be ''. */
  readonly details: string;
}

/** Stands for the transcript of a meeting, which is read only when asked for: it is many times as long as the notes. */
export interface OmittedTranscript extends Block {
  readonly kind: 'omitted transcript';
}

/**
 * A place whose content was not delivered: a subtree beyond the endpoint's limit or not shared (`truncated`), or one block
 * of a type that the markdown endpoint cannot print but the block endpoint can (`type`). `id` is what to fetch.
 */
export interface Unloaded extends Block {
  readonly kind: 'unloaded';
  readonly id: string;
  readonly reason: 'truncated' | 'type';
  readonly type: string;
  readonly url: string;
}

/** A block that no endpoint of Notion's API can read. */
export interface Unsupported extends Block {
  readonly kind: 'unsupported';
  /** Notion's word, such as `button`; '' when it does not say. */
  readonly type: string;
  /** Opens the page at the block; '' when the page is not known. */
  readonly url: string;
}
