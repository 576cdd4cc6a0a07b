import { parseInline } from './inline.js';
import { fileOf, mediaOf } from './media.js';
import { colorOf } from './tags.js';
/** A block without children. */
export function leaf(content) {
    return { is: { kind: 'block', content }, isLeaf: true };
}
const lineForm = /^(?:(?<heading>#{1,6}) |- \[(?<check>[ xX])\](?: |$)|(?<bullet>[-*+]) |(?<number>\d{1,9})\. |(?<quote>>) ?|(?<divider>-{3,})$|!\[(?<caption>.*)\]\((?<image>[^\s()]*(?:\([^\s()]*\)[^\s()]*)?)\)$)/;
function block(content) {
    return { is: { kind: 'block', content } };
}
/** Whether a list goes on with this number by itself; many write 1 before every item. */
function isNext(number, before) {
    const isItem = before?.is.kind === 'block' && before.is.content.type === 'numbered_list_item';
    return number === 1 || (isItem && number === Number.parseInt(before.source, 10) + 1);
}
/** A block that one line makes. */
export function openLine(workspace, line, before) {
    const match = lineForm.exec(line);
    const groups = match?.groups ?? {};
    const { heading, check, bullet, number, quote, divider, caption, image } = groups;
    if (divider !== undefined) {
        return leaf({ type: 'divider' });
    }
    if (image !== undefined) {
        return leaf(mediaOf('image', fileOf(workspace, image), parseInline(workspace, caption ?? '')));
    }
    const { text: rest, attributes } = withoutAttributes(line.slice(match?.[0].length ?? 0));
    const text = parseInline(workspace, rest);
    const color = colorOf({ attributes });
    const colored = color === undefined ? {} : { color };
    if (heading !== undefined) {
        const level = Math.min(heading.length, 4);
        const toggleable = attributes.get('toggle') === 'true';
        return block({ type: `heading_${level}`, text, ...colored, ...(toggleable && { toggleable }) });
    }
    if (check !== undefined) {
        return block({ type: 'to_do', text, checked: check !== ' ', ...colored });
    }
    if (number !== undefined) {
        const startIndex = isNext(Number(number), before) ? {} : { startIndex: Number(number) };
        return block({ type: 'numbered_list_item', text, ...colored, ...startIndex });
    }
    if (bullet !== undefined) {
        return block({ type: 'bulleted_list_item', text, ...colored });
    }
    return block({ type: quote === undefined ? 'paragraph' : 'quote', text, ...colored });
}
/** Takes `{color="red" toggle="true"}` off the end of a line. */
function withoutAttributes(line) {
    const open = line.endsWith('}') ? line.lastIndexOf('{') : -1;
    const inside = open < 0 || line.charAt(open - 1) === '\\' ? '' : line.slice(open + 1, -1);
    const words = inside.split(' ').filter((word) => word !== '');
    const pairs = words.map((word) => /^([a-z-]+)="([^"]*)"$/.exec(word));
    if (words.length === 0 || pairs.includes(null)) {
        return { text: line, attributes: new Map() };
    }
    const attributes = new Map(pairs.map((pair) => [pair?.[1] ?? '', pair?.[2] ?? '']));
    return { text: line.slice(0, open).trimEnd(), attributes };
}
