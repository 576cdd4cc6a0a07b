/** Terminals have had 80 columns since there are terminals, and documentation is read in half a window. */
const WIDTH = 80;
const INDENT = 2;
/** Lines of two columns: a term, and what it means, wrapped beside it; below it where the term is long. */
export function columns(rows, maxTerm) {
    const widest = Math.max(...rows.map(([term]) => term.length).filter((length) => length <= maxTerm), 0);
    const column = INDENT + widest + 2;
    const margin = ' '.repeat(column);
    return rows
        .flatMap(([term, meaning]) => {
        const [first = '', ...rest] = wrap(meaning, WIDTH - column);
        const head = ' '.repeat(INDENT) + term;
        const lines = term.length > widest ? [head, margin + first] : [head.padEnd(column) + first];
        return [...lines, ...rest.map((line) => margin + line)].map((line) => line.trimEnd());
    })
        .join('\n');
}
/** Lines of at most `width` characters, unless a word is longer. */
export function wrap(text, width = WIDTH) {
    const lines = [];
    let line = '';
    for (const word of text.split(' ')) {
        if (line !== '' && line.length + 1 + word.length > width) {
            lines.push(line);
            line = word;
        }
        else {
            line = line === '' ? word : `${line} ${word}`;
        }
    }
    return [...lines, line];
}
