import { arrayOf, field, textField } from '../../../text/json.js';
/** Stands for a mention: no text has this character. */
const MENTION = '\u{FFFC}';
/**
 * The text of a comment without its mentions, whether it comes from Notion or goes there: Notion writes the names of mentions
 * itself.
 */
export function writtenText(elements) {
    return arrayOf(elements)
        .map((element) => textField(field(element, 'text'), 'content') ??
        textField(field(element, 'equation'), 'expression') ??
        MENTION)
        .join('');
}
/** The same for a reader. */
export function shownText(elements) {
    return writtenText(elements).replaceAll(MENTION, '[mention]');
}
/** How many people a text mentions, whom Notion tells of it. */
export function mentionedPeople(elements) {
    const ids = elements.flatMap((element) => textField(field(field(element, 'mention'), 'user'), 'id') ?? []);
    return new Set(ids).size;
}
