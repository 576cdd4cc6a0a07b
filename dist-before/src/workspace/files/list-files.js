import { pluralize } from '../../content/answer/pluralize.js';
import { titleText } from '../../content/print/title-text.js';
/** Files in one list; their numbers go on, so that those left out can still be read. */
const MAX_LISTED = 100;
/** The files with what they can be chosen by, one a line. In the words of those who wrote the page. */
export function listFiles(files) {
    return files.slice(0, MAX_LISTED).map(fileLine).join('\n');
}
/** What the list leaves out; '' where it is whole. */
export function listNote(files) {
    const more = files.length - MAX_LISTED;
    return more > 0 ? `Not listed: ${pluralize(more, 'file')} more, up to number ${files.length}.` : '';
}
function fileLine({ media, name, caption, place }, index) {
    const parts = [
        `${index + 1}. ${media}${name === '' ? '' : ` ${titleText(name)}`}`,
        caption === '' ? '' : `: ${titleText(caption)}`,
        place === '' ? '' : ` (${titleText(place, 80)})`,
    ];
    return parts.join('');
}
