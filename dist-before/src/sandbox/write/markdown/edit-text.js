import { validationError } from '../../errors.js';
/** Longest text of one edit, in UTF-16 code units. */
export const MAX_TEXT = 500_000;
/** Pairs of one request. */
const MAX_PAIRS = 100;
/** The page's text after a command. */
export function editText(text, type, command) {
    switch (type) {
        case 'update_content':
            return updated(text, command.object(['content_updates', 'allow_deleting_content']));
        case 'replace_content':
            return command.object(['new_str', 'allow_deleting_content']).get('new_str').text(MAX_TEXT);
        case 'insert_content':
            return inserted(text, command.object(['content', 'position', 'after']));
        case 'replace_content_range': {
            command.object(['content', 'content_range', 'allow_deleting_content']);
            const { start, end } = findRange(text, command.get('content_range'));
            return text.slice(0, start) + command.get('content').text(MAX_TEXT) + text.slice(end);
        }
    }
}
export const editTypes = [
    'update_content',
    'replace_content',
    'insert_content',
    'replace_content_range',
];
/** All pairs or none: the first that does not fit refuses the request. */
function updated(text, command) {
    return command
        .get('content_updates')
        .items(MAX_PAIRS)
        .reduce((before, pair) => {
        pair.object(['old_str', 'new_str', 'replace_all_matches']);
        const oldText = pair.get('old_str').text(MAX_TEXT);
        const newText = pair.get('new_str').text(MAX_TEXT);
        if (oldText === '') {
            throw pair.get('old_str').refuse('a non-empty string');
        }
        if (oldText === newText) {
            return before;
        }
        const parts = before.split(oldText);
        const isAll = pair.has('replace_all_matches') && pair.get('replace_all_matches').flag();
        if (parts.length === 1) {
            throw validationError(`No match found for old_str: ${JSON.stringify(oldText.slice(0, 200))}`);
        }
        if (parts.length > 2 && !isAll) {
            throw validationError(`Found ${parts.length - 1} matches for old_str: ${JSON.stringify(oldText.slice(0, 200))}. Set replace_all_matches to true or make old_str unique.`);
        }
        return parts.join(newText);
    }, text);
}
function inserted(text, command) {
    const content = command.get('content').text(MAX_TEXT);
    const after = command.get('after');
    const position = command.get('position');
    if (after.isPresent && position.isPresent) {
        throw position.refuse('not present');
    }
    if (after.isPresent) {
        const range = findRange(text, after);
        const at = endOfBlock(text, range);
        return `${text.slice(0, at)}\n${indented(content, indentOf(text, range.end))}${text.slice(at)}`;
    }
    return isAtStart(position) ? `${content}\n${text}` : `${text}\n${content}`;
}
/** The side of the page that a position names; the end if there is none. */
export function isAtStart(position) {
    return position.isPresent && position.object(['type']).get('type').oneOf(['start', 'end']) === 'start';
}
/** The place of a text or, in the form `first words...last words`, of all from the first to the last. */
function findRange(text, input) {
    const wanted = input.text(MAX_TEXT);
    const whole = wanted.trimEnd();
    const start = whole === '' ? -1 : text.indexOf(whole);
    if (start >= 0) {
        return { start, end: start + whole.length };
    }
    const [first = '', last = ''] = whole.split('...', 2);
    const from = first === '' ? -1 : text.indexOf(first);
    const to = from < 0 || last === '' ? -1 : text.indexOf(last, from + first.length);
    if (to < 0) {
        throw validationError(`No match found for ${input.path}: ${JSON.stringify(wanted.slice(0, 200))}`);
    }
    return { start: from, end: to + last.length };
}
/** The end of the line that the range ends on, with the lines that are indented below it. */
function endOfBlock(text, { end }) {
    const lineEnd = (at) => {
        const next = text.indexOf('\n', at);
        return next < 0 ? text.length : next;
    };
    const depth = indentOf(text, end);
    let at = lineEnd(end);
    while (at < text.length && /^\t+/.exec(text.slice(at + 1, at + 70))?.[0].length !== undefined) {
        if (indentOf(text, at + 1) <= depth) {
            break;
        }
        at = lineEnd(at + 1);
    }
    return at;
}
/** Tabs at the beginning of the line that this place is on. */
function indentOf(text, at) {
    const start = text.lastIndexOf('\n', at - 1) + 1;
    let tabs = 0;
    while (text.charAt(start + tabs) === '\t') {
        tabs += 1;
    }
    return tabs;
}
/** The new lines, moved right as far as the line that they follow. */
function indented(content, depth) {
    const tabs = '\t'.repeat(depth);
    return content
        .trimEnd()
        .split('\n')
        .map((line) => `${tabs}${line}`)
        .join('\n');
}
