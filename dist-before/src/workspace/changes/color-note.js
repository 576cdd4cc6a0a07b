import { isColor } from '../../content/markdown/inline-style.js';
import { pluralize } from '../../content/answer/pluralize.js';
import { quote } from '../../text/quote.js';
/** Attributes of a tag beyond so many characters are no colour's. */
const SPAN_COLOR = /<span\s[^<>]{0,200}?\bcolor=["']?([^"'<>\s]{1,40})/gi;
/** Colours that are named. */
const MAX_NAMED = 5;
/** Notion drops what it does not know as a colour, and says nothing. */
export function colorNote(texts) {
    const unknown = new Set(texts
        .flatMap((text) => [...text.matchAll(SPAN_COLOR)].map(([, color = '']) => color.toLowerCase()))
        .filter((color) => !isColor(color)));
    if (unknown.size === 0) {
        return '';
    }
    const named = [...unknown].slice(0, MAX_NAMED).map((color) => quote(color));
    const more = unknown.size > MAX_NAMED ? ` and ${unknown.size - MAX_NAMED} more` : '';
    return `${pluralize(unknown.size, 'colour')} left out, because Notion has none of this name: ${named.join(', ')}${more}. Its colours: gray, brown, orange, yellow, green, blue, purple, pink, red, and these with _background.`;
}
