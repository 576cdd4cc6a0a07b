import { plainRichText, richTextOf } from '../../../content/markdown/compose/rich-text-elements.js';
import { textRuns } from './text-runs.js';
/** What a caller wrote, as runs that can be stored. `isLiteral`: as it stands, as in code. */
export function newRuns(text, isLiteral) {
    return textRuns(isLiteral ? plainRichText(text) : richTextOf(text));
}
