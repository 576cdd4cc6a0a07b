import { escapeText } from './escape.js';
import { truncateText } from './truncate.js';

/** Titles have no limit in Notion; a list needs enough to recognise the page by. */
const LONGEST_TITLE = 200;

/** A title for a line of a list: one line, escaped, not too long. */
export function titleText(title: string): string {
  return escapeText(truncateText(title.replaceAll(/\s+/g, ' ').trim(), LONGEST_TITLE));
}

/** `Engineering wiki › On-call guide`, outermost first. */
export function pathText(titles: readonly string[]): string {
  return titles.map((title) => titleText(title)).join(' › ');
}
