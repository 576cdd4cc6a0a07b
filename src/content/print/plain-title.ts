import { revealInvisible } from '../../text/invisible.js';
import { truncateText } from '../answer/truncate.js';

/** Titles have no limit in Notion; a field for one needs enough to recognise the page by. */
const LONGEST_TITLE = 200;

/** A title for a field that holds nothing else: one line, not escaped, not too long. */
export function plainTitle(title: string): string {
  return truncateText(revealInvisible(title, ' ').replaceAll(/\s+/g, ' ').trim(), LONGEST_TITLE);
}
