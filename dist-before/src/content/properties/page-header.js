import { renderPropertyValue } from './property-value.js';
import { titleText } from '../print/title-text.js';
import { truncateText } from '../answer/truncate.js';
/** Longest property value, in UTF-16 code units; the shorter ones are tried when there is no room for so much. */
const VALUE_CHARACTER_LIMITS = [2000, 500, 120, 40];
const NO_LIMIT = Number.POSITIVE_INFINITY;
/**
 * What a page is, before its text: title, address, place and each property that has a value, one to a line. To fit
 * `maximum` characters long values are cut, and then the last properties left out; both is said.
 */
export function renderPageHeader(header, names, maximum = NO_LIMIT) {
    const properties = Object.entries(header.properties)
        .filter(([, value]) => value.type !== 'title')
        .map(([name, value]) => {
        const format = header.formats?.get(name);
        return { name: titleText(name), value, format, text: renderPropertyValue(value, names, { format }) };
    });
    const filled = properties.filter(({ text }) => text !== '');
    const empty = properties.filter(({ text }) => text === '').map(({ name }) => name);
    const top = [
        `# ${titleText(header.title)}`,
        header.url,
        ...(header.path === '' ? [] : [`in ${header.path}`]),
        `edited ${header.lastEdited.slice(0, 10)}`,
    ];
    for (const longest of VALUE_CHARACTER_LIMITS) {
        const lines = [
            ...top,
            ...filled.map((property) => lineOf(property, names, longest)),
            ...(empty.length === 0 ? [] : [`(empty: ${empty.join(', ')})`]),
        ].join('\n');
        if (lines.length <= maximum) {
            return lines;
        }
    }
    return firstThatFit(top, filled, names, empty.length, maximum);
}
function firstThatFit(top, filled, names, empty, maximum) {
    const lines = [...top];
    const shortest = VALUE_CHARACTER_LIMITS.at(-1) ?? 0;
    let length = [...top, rest(filled.length, empty)].join('\n').length;
    let shown = 0;
    for (const property of filled) {
        const line = lineOf(property, names, shortest);
        length += line.length + 1;
        if (length > maximum) {
            break;
        }
        lines.push(line);
        shown += 1;
    }
    const note = rest(filled.length - shown, empty);
    // Title and place alone can be longer than a very small answer.
    return `${truncateText(lines.join('\n'), maximum - note.length - 1)}\n${note}`;
}
function rest(filled, empty) {
    return `(omitted: ${filled} properties with a value, ${empty} empty; max_chars is too small)`;
}
/** A list is cut between its entries and says how many there are; any other text how long it is. */
function lineOf({ name, value, format, text }, names, longest) {
    const isLong = text.length > longest;
    const short = isLong ? renderPropertyValue(value, names, { longestList: longest, format }) : text;
    return `${name}: ${shorten(short, longest)}`;
}
function shorten(text, longest) {
    const line = text.replaceAll('\n', '<br>');
    const short = truncateText(line, longest);
    return short === line ? line : `${short} (${line.length} characters in all)`;
}
