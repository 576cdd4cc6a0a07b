/** GitHub's notes, by the emoji that a callout has in their place. */
const NOTES = {
    note: '📝',
    tip: '💡',
    important: '❗',
    warning: '⚠️',
    caution: '🛑',
};
/** As it is shown in colour: flags, keycaps, and pictures with what is joined to them. */
const EMOJI = /^(\p{Regional_Indicator}{2}|[\d#*]\ufe0f\u20e3|(?:\p{Emoji_Presentation}\p{Emoji_Modifier}?|\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier}))(?:[\u{e0020}-\u{e007e}]{1,8}\u{e007f})?(?:\u200d\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})?){0,8})(?:\s+|$)/u;
/** A quote, or a callout if it begins with an emoji or with one of GitHub's notes. */
export function readQuote(reader) {
    const { lines } = reader;
    const inner = [];
    while (/^\s*>/.test(lines[reader.at] ?? '')) {
        inner.push((lines[reader.at] ?? '').replace(/^\s*> ?/, ''));
        reader.at += 1;
    }
    const note = /^\[!([a-z]+)\]\s*$/i.exec(inner[0] ?? '')?.[1]?.toLowerCase();
    const icon = note === undefined ? undefined : NOTES[note];
    const [first, ...rest] = reader.nested(icon === undefined ? inner : inner.slice(1));
    const text = first?.kind === 'paragraph' ? first.text : '';
    const children = first === undefined || first.kind === 'paragraph' ? rest : [first, ...rest];
    if (icon !== undefined) {
        return { kind: 'callout', icon, text, children };
    }
    const [sign, emoji] = EMOJI.exec(text) ?? [];
    return sign === undefined || emoji === undefined
        ? { kind: 'quote', text, children }
        : { kind: 'callout', icon: emoji, text: text.slice(sign.length), children };
}
