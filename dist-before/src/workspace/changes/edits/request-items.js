import { isRecord, recordOf, textField, writtenOf } from '../../../text/json.js';
import { splitText } from '../../../text/split-text.js';
import { textRuns } from './text-runs.js';
/** UTF-16 code units of one element (Notion's limit). */
const MAX_ITEM_CHARACTERS = 2000;
/** Elements of one text (Notion's limit). */
export const MAX_ITEMS = 100;
const FLAGS = ['bold', 'italic', 'strikethrough', 'underline', 'code'];
/** Mentions that can be sent, and what identifies them. Previews of links cannot. */
const MENTIONS = new Set([
    'user',
    'page',
    'database',
    'date',
    'template_mention',
    'custom_emoji',
]);
/** Runs as Notion takes them: neighbours that look alike in one, none too long. */
export function requestItems(runs) {
    return joined(runs).flatMap(({ item, shown, isWhole }) => isWhole
        ? [wholeItem(item)]
        : splitText(shown.text, MAX_ITEM_CHARACTERS).map((content) => ({
            type: 'text',
            text: { content, link: linkOf(item) },
            annotations: annotationsOf(item),
        })));
}
/** Whether all of it can be sent as it is. */
export function isWritable({ item }) {
    const type = textField(item, 'type') ?? 'text';
    return (type === 'text' || type === 'equation' || MENTIONS.has(textField(recordOf(item['mention']), 'type') ?? ''));
}
/** The same for two texts that Notion does not tell apart, whether they come from it or go there. */
export function textKey(items) {
    return JSON.stringify(joined(textRuns(items)).map(({ item, shown, isWhole }) => [
        isWhole ? wholeKey(item) : shown.text,
        addressKey(linkOf(item)?.url ?? ''),
        Object.values(annotationsOf(item)),
    ]));
}
function joined(runs) {
    const result = [];
    for (const run of runs) {
        const key = run.isWhole ? '' : JSON.stringify([linkOf(run.item), annotationsOf(run.item)]);
        const last = result.at(-1);
        if (last !== undefined && key !== '' && last.key === key) {
            last.texts.push(run.shown.text);
        }
        else {
            result.push({ run, key, texts: [run.shown.text] });
        }
    }
    return result.map(({ run, texts }) => texts.length === 1 ? run : { ...run, shown: { ...run.shown, text: texts.join('') } });
}
/** A mention reduced to what identifies it: Notion's own form says more than it takes. */
function wholeItem(item) {
    const annotations = annotationsOf(item);
    if (item['type'] === 'equation') {
        const expression = writtenOf(recordOf(item['equation'])['expression']);
        return { type: 'equation', equation: { expression }, annotations };
    }
    const mention = recordOf(item['mention']);
    const type = textField(mention, 'type') ?? Object.keys(mention).find((name) => MENTIONS.has(name)) ?? '';
    const value = recordOf(mention[type]);
    const { id, name } = value;
    const payload = id === undefined ? value : { id, ...(type === 'custom_emoji' && name !== undefined ? { name } : {}) };
    return { type: 'mention', mention: { type, [type]: payload }, annotations };
}
/** Without the type of a mention, which its payload says as well. */
function wholeKey(item) {
    const { equation, mention } = wholeItem(item);
    return equation ?? Object.entries(recordOf(mention)).filter(([name]) => name !== 'type');
}
/** Bold and the like, and the colour, all of them said. */
function annotationsOf(item) {
    const given = recordOf(item['annotations']);
    return {
        ...Object.fromEntries(FLAGS.map((flag) => [flag, given[flag] === true])),
        color: textField(given, 'color') ?? 'default',
    };
}
function linkOf(item) {
    const link = recordOf(item['text'])['link'];
    const url = isRecord(link) ? writtenOf(link['url']) : '';
    return url === '' ? null : { url };
}
/** Notion writes addresses of its own in another form, and adds a slash to others. */
function addressKey(url) {
    const id = /(?:notion\.(?:so|com|site)|^)\/.*?([0-9a-f]{32})(?=[?#]|$)/i.exec(url.replaceAll('-', ''))?.[1];
    return id === undefined ? url.replace(/\/$/, '') : `notion ${id.toLowerCase()}`;
}
