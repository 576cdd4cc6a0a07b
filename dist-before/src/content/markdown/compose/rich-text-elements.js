import { runsOfDialect } from '../markdown-inline.js';
import { splitText } from '../../../text/split-text.js';
/** Most UTF-16 code units of a text, an equation and an address in rich text (Notion's limits). */
const MAX_ELEMENT_CHARACTERS = 2000;
const MAX_EXPRESSION_CHARACTERS = 1000;
const MAX_ADDRESS_CHARACTERS = 2000;
/** What Notion takes as the address of a link; another scheme or a bare anchor would refuse the whole request. */
const LINKABLE = /^(?:https?:\/\/|mailto:|tel:|notion:\/\/|\/[0-9a-f]{32})/i;
/**
 * Text of our dialect, as the answers print it, as rich text: `**bold**`, `*italic*`, `~~struck~~`, code in backticks, links,
 * `$…$` and mentions as tags. What is not markup is text. There may be more elements than one block takes.
 */
export function richTextOf(dialect) {
    return merged(runsOfDialect(dialect)).flatMap(elementsOf);
}
/** Text to the letter. */
export function plainRichText(text) {
    return elementsOf({ form: 'text', text });
}
/** Pieces are cut by length, so neighbours of one kind are joined first. */
function merged(runs) {
    const result = [];
    for (const run of runs) {
        const last = result.at(-1);
        if (last !== undefined && isText(last) && isText(run) && keyOf(last) === keyOf(run)) {
            result[result.length - 1] = { ...last, text: last.text + run.text };
        }
        else if (run.text !== '' || run.mention !== undefined) {
            result.push(run);
        }
    }
    return result;
}
function isText({ form, mention }) {
    return form !== 'equation' && mention === undefined;
}
function keyOf({ link, ...run }) {
    return JSON.stringify([marksOf(run), link]);
}
function elementsOf(run) {
    const marks = marksOf(run);
    const annotations = Object.keys(marks).length === 0 ? {} : { annotations: marks };
    const mention = run.mention && mentionOf(run.mention);
    if (mention !== undefined) {
        return [{ type: 'mention', mention, ...annotations }];
    }
    if (run.form === 'equation' && run.text.length <= MAX_EXPRESSION_CHARACTERS) {
        return [{ type: 'equation', equation: { expression: run.text }, ...annotations }];
    }
    const { text, link } = withLink(run);
    return splitText(text, MAX_ELEMENT_CHARACTERS).map((content) => ({
        type: 'text',
        text: { content, ...(link === undefined ? {} : { link: { url: link } }) },
        ...annotations,
    }));
}
function marksOf({ bold, italic, strike, underline, color, form }) {
    return {
        ...(bold === true ? { bold } : {}),
        ...(italic === true ? { italic } : {}),
        ...(strike === true ? { strikethrough: strike } : {}),
        ...(underline === true ? { underline } : {}),
        ...(form === 'code' ? { code: true } : {}),
        ...(color === undefined ? {} : { color }),
    };
}
/** An address that Notion does not take as a link stands beside its text. */
function withLink({ text, link = '', form }) {
    if (link === '') {
        return { text: form === 'equation' ? `$${text}$` : text };
    }
    if (LINKABLE.test(link) && link.length <= MAX_ADDRESS_CHARACTERS && !/\s/.test(link)) {
        return { text, link };
    }
    return { text: text === link ? text : `${text} (${link})` };
}
function mentionOf(target) {
    switch (target.kind) {
        case 'user':
            return { user: { id: target.id } };
        case 'page':
            return { page: { id: target.id } };
        case 'database':
            return { database: { id: target.id } };
        case 'date':
            return dateMention(target);
    }
}
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const LOCAL_TIME = /T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/;
/** Notion refuses days beside times, and a time zone beside an offset: then the date is text. */
function dateMention({ start, end, timeZone, }) {
    const isMixed = end !== undefined && DAY.test(start) !== DAY.test(end);
    if (isMixed ||
        Number.isNaN(Date.parse(start)) ||
        (end !== undefined && !(Date.parse(end) >= Date.parse(start)))) {
        return undefined;
    }
    const isZoned = timeZone !== undefined && LOCAL_TIME.test(start);
    return {
        date: { start, ...(end === undefined ? {} : { end }), ...(isZoned ? { time_zone: timeZone } : {}) },
    };
}
