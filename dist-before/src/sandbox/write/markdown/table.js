import { parseInline } from './inline.js';
/** What lies between the opening and the closing tag, each time. An element that is not closed ends at the next one. */
function elements(text, name) {
    return text
        .split(new RegExp(`<${name}(?=[\\s>])`))
        .slice(1)
        .map((part) => part.slice(part.indexOf('>') + 1).split(`</${name}>`, 1)[0] ?? '');
}
/** A table in tags. Rows that are too short are filled up with empty cells. */
export function parseTable(workspace, tag, body) {
    const rows = elements(body, 'tr').map((row) => elements(row, 'td'));
    const width = Math.max(1, ...rows.map((cells) => cells.length));
    return {
        is: {
            kind: 'block',
            content: {
                type: 'table',
                width,
                columnHeader: tag.attributes.get('header-row') === 'true',
                rowHeader: tag.attributes.get('header-column') === 'true',
            },
        },
        children: rows.map((cells) => {
            const filled = Array.from({ length: width }, (_, index) => cells[index]?.trim() ?? '');
            return {
                is: {
                    kind: 'block',
                    content: { type: 'table_row', cells: filled.map((cell) => parseInline(workspace, cell)) },
                },
                children: [],
                source: filled.join('\n'),
            };
        }),
    };
}
