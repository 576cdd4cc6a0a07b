import { escapeText } from '../rich-text/escape.js';
import { revealInvisible } from '../../text/invisible.js';
import { clipText } from '../answer/clip.js';
import { truncateText } from '../answer/truncate.js';

/** Titles have no limit in Notion; a reader needs enough to recognise the page. */
const MAX_TITLE_CHARACTERS = 200;
const MAX_PATH_TITLE_CHARACTERS = 80;
/** Of these enough to show remains, or the title is made of what nobody sees. */
const MAX_CLEANED_CHARACTERS = 2000;

/** A title for a line of a list: one line, escaped, not too long. */
export function titleText(title: string, longest = MAX_TITLE_CHARACTERS): string {
  return escapeText(truncateText(oneLine(title), longest));
}

/** `Engineering wiki › On-call guide`, outermost first. */
export function pathText(titles: readonly string[]): string {
  return titles.map((title) => titleText(title, MAX_PATH_TITLE_CHARACTERS)).join(' › ');
}

/** A title for a field that holds nothing else: one line, not escaped, not too long. */
export function plainTitle(title: string): string {
  return truncateText(oneLine(title), MAX_TITLE_CHARACTERS);
}

function oneLine(title: string): string {
  const start = clipText(title, MAX_CLEANED_CHARACTERS);
  return revealInvisible(start, ' ').replaceAll(/\s+/g, ' ').trim();
}
