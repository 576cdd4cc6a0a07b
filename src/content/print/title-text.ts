import { escapeText } from '../rich-text/escape.js';
import { revealInvisible } from '../../text/invisible.js';
import { truncateText } from '../answer/truncate.js';

/** Titles have no limit in Notion; a list needs enough to recognise the page by. */
const LONGEST_TITLE = 200;
const LONGEST_IN_PATH = 80;

/** A title for a line of a list: one line, escaped, not too long. */
export function titleText(title: string, longest = LONGEST_TITLE): string {
  return escapeText(truncateText(revealInvisible(title).replaceAll(/\s+/g, ' ').trim(), longest));
}

/** `Engineering wiki › On-call guide`, outermost first. */
export function pathText(titles: readonly string[]): string {
  return titles.map((title) => titleText(title, LONGEST_IN_PATH)).join(' › ');
}
