import { readDialect } from '../../../content/markdown/compose/read-dialect.js';
import { plainFromDialect } from '../../../content/markdown/markdown-inline.js';
import { InputError } from '../../../errors.js';
import { repairLineBreaks } from '../../../notion/values/line-breaks.js';
import { say } from '../../../text/words.js';

/** UTF-16 code units of a new page's text: a fifth of what Notion takes in one request, whatever the characters. */
export const MAX_CONTENT_CHARACTERS = 100_000;
/** Tags that move an existing page or database here, or make a new one. */
const CHILD_TAG = /<\/?(?:page|database|data-source|folder)\b/gi;
/** Tags of Notion's Markdown that are blocks, with those. */
const BLOCK_TAG =
  /<\/?(?:page|database|data-source|folder|callout|details|summary|columns?|table|tr|td|tabs?|synced_block(?:_reference)?|table_of_contents|empty-block|unknown|image|video|audio|file|pdf|embed|bookmark|meeting-notes|transcription)\b/gi;
const FIRST_HEADING = /^\s*# +([^\n]{1,2000})(?:\n+|$)/;

/** Text of a new page. */
interface PageContent {
  readonly text: string;
  /** Of its first heading, where the page is given no other title; it leaves the text. */
  readonly title: string | undefined;
  /** Whether it began with the title as a heading, which leaves the text: a page shows its title above it. */
  readonly isTitledTwice: boolean;
  readonly isRepaired: boolean;
}

/** Lines in a list as one text; anything else stays for the schema to accept or refuse. */
export function readLines(written: unknown): unknown {
  return Array.isArray(written) && written.every((line) => typeof line === 'string')
    ? written.join('\n')
    : written;
}

/**
 * Checks the text of a new page with this title, with none yet ('') or one that is not looked for, in our dialect or in Notion's Markdown. The latter can hold tags that move pages from where they are, wherever that is: whoever
 * may add text must not be able to.
 */
export function readContent(given: string, argument: string, title: string | undefined): PageContent {
  const { text, isRepaired } = repairLineBreaks(given);
  requireNoChildTags(text, argument);
  const [first] = (title === undefined ? null : FIRST_HEADING.exec(text)) ?? [];
  const heading = first === undefined ? undefined : titleIn(first);
  const isTitledTwice = heading !== undefined && title !== '' && oneLine(heading) === oneLine(title ?? '');
  const isTaken = first !== undefined && (title === '' || isTitledTwice);
  return {
    text: (isTaken ? text.slice(first.length) : text).trimEnd(),
    title: isTaken && !isTitledTwice ? heading : undefined,
    isTitledTwice,
    isRepaired,
  };
}

function oneLine(text: string): string {
  return text.normalize('NFC').replaceAll(/\s+/g, ' ').trim();
}

/** A title has no Markdown: pages are read with that of their titles escaped. */
function titleIn(line: string): string {
  const [block] = readDialect(line);
  return plainFromDialect(block?.kind === 'heading' ? block.text : line.trim().slice(1));
}

/** Refuses a text that could move or make a page. */
export function requireNoChildTags(text: string, argument: string): void {
  if (hasTag(text, CHILD_TAG)) {
    throw new InputError(
      argument,
      say`The text has a tag that would move or make a page or database.`,
      say`To refer to a page write <mention-page url="…"/>; to write the tag itself put a backslash before the <.`,
    );
  }
}

/** Whether a text for within a block has a tag that is a block of its own. */
export function hasBlockTag(text: string): boolean {
  return hasTag(text, BLOCK_TAG);
}

/** A backslash makes text of a tag, unless it is the text of another one. */
function hasTag(text: string, tag: RegExp): boolean {
  return [...text.matchAll(tag)].some(({ index }) => {
    let before = index;
    while (text[before - 1] === '\\') {
      before -= 1;
    }
    return (index - before) % 2 === 0;
  });
}
