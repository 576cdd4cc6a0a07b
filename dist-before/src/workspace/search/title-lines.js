import { titleText } from '../../content/print/title-text.js';
import { undashed } from '../../notion/reference.js';
/** Longest title in a line, in UTF-16 code units. */
const MAX_LINE_TITLE_CHARACTERS = 120;
/** Longest list, in UTF-16 code units; some 9,000 tokens. */
const MAX_LIST_CHARACTERS = 30_000;
/** The first hits as lines of id and title, as many as have room. */
export function titleLines(hits) {
    const lines = [];
    let length = 0;
    for (const { object, summary } of hits) {
        const facts = [object.object === 'page' ? '' : 'database', summary.state ?? ''].filter((fact) => fact !== '');
        const kind = facts.length === 0 ? '' : ` (${facts.join(', ')})`;
        const line = `${undashed(summary.id)} ${titleText(summary.title, MAX_LINE_TITLE_CHARACTERS)}${kind}`;
        length += line.length + 1;
        if (length > MAX_LIST_CHARACTERS) {
            break;
        }
        lines.push(line);
    }
    return lines;
}
