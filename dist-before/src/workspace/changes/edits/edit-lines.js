import { renderRichText } from '../../../content/rich-text/rich-text.js';
import { graphemeBoundary } from '../../../content/answer/truncate.js';
import { isDeepStrictEqual } from 'node:util';
import { field } from '../../../text/json.js';
import { mentionNames } from './mention-names.js';
/** Characters that are shown before and after what differs, and of that. */
const MAX_AROUND_CHARACTERS = 80;
const MAX_CHANGED_CHARACTERS = 400;
/**
 * `- before` and `+ after` for each text that changes, and `[ ] → [x]` for a tick, with the block's text if that does not change.
 * Long texts are cut to what differs. `contents`: the block as Notion gave it, which has the names of what it mentions.
 */
export function stateLines(before, after, ...contents) {
    const names = mentionNames(...contents);
    const print = (text) => renderRichText(text, names);
    const [was, is] = [before.content, after.content];
    const texts = textPairs(was, is)
        .filter(([one, other]) => before.isRemoved !== after.isRemoved || !isDeepStrictEqual(one, other))
        .flatMap(([one, other]) => textLines(print(one), print(other), before.isRemoved, after.isRemoved));
    if (was.checked === undefined || was.checked === is.checked) {
        return texts.join('\n');
    }
    const label = was.rich_text === undefined
        ? within(print(field(contents[0], 'rich_text')), 0, MAX_CHANGED_CHARACTERS)
        : '';
    return [`${box(was.checked)} → ${box(is.checked)} ${label}`.trimEnd(), ...texts].join('\n');
}
function box(checked) {
    return checked === true ? '[x]' : '[ ]';
}
function textPairs(was, is) {
    return [
        ...['rich_text', 'caption'].flatMap((slot) => was[slot] === undefined ? [] : [[was[slot], is[slot]]]),
        ...(was.cells ?? []).map((cell, at) => [cell, is.cells?.[at]]),
    ];
}
function textLines(one, other, wasRemoved, isRemoved) {
    const start = sharedLength(one, other, (text, at) => text[at]);
    const shortest = Math.min(one.length, other.length) - start;
    const behind = Math.min(shortest, sharedLength(one, other, (text, at) => text[text.length - 1 - at]));
    const lines = (sign, text) => text === ''
        ? []
        : within(text, start, text.length - behind)
            .split('\n')
            .map((line) => `${sign} ${line}`);
    return [...(wasRemoved ? [] : lines('-', one)), ...(isRemoved ? [] : lines('+', other))];
}
function sharedLength(one, other, unit) {
    let length = 0;
    while (length < one.length && length < other.length && unit(one, length) === unit(other, length)) {
        length += 1;
    }
    return length;
}
/** A stretch of a text with some of what is around it. */
function within(text, start, end) {
    const from = start <= MAX_AROUND_CHARACTERS ? 0 : graphemeBoundary(text, start - MAX_AROUND_CHARACTERS);
    const last = Math.min(end, start + MAX_CHANGED_CHARACTERS) + MAX_AROUND_CHARACTERS;
    const to = last >= text.length ? text.length : graphemeBoundary(text, last);
    return `${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}`;
}
