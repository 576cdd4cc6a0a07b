import { escapeText } from '../rich-text/escape.js';
import { revealInvisible } from '../../text/invisible.js';
import { truncateText } from '../answer/truncate.js';
/** Titles have no limit in Notion; a reader needs enough to recognise the page. */
const MAX_TITLE_CHARACTERS = 200;
const MAX_PATH_TITLE_CHARACTERS = 80;
/** A title for a line of a list: one line, escaped, not too long. */
export function titleText(title, longest = MAX_TITLE_CHARACTERS) {
    return escapeText(truncateText(revealInvisible(title).replaceAll(/\s+/g, ' ').trim(), longest));
}
/** `Engineering wiki › On-call guide`, outermost first. */
export function pathText(titles) {
    return titles.map((title) => titleText(title, MAX_PATH_TITLE_CHARACTERS)).join(' › ');
}
/** A title for a field that holds nothing else: one line, not escaped, not too long. */
export function plainTitle(title) {
    return truncateText(revealInvisible(title, ' ').replaceAll(/\s+/g, ' ').trim(), MAX_TITLE_CHARACTERS);
}
