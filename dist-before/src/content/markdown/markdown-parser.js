import { renderMarkdownText } from './markdown-inline.js';
import { readLines } from './markdown-lines.js';
import { readTag } from './markdown-tag.js';
// Notion's editor stops far earlier. The bound keeps hostile nesting off the stack; what is deeper is shown flat.
const MAX_NESTING_DEPTH = 60;
// Containers within each other on one line: the rest of the line is read once for each.
const MAX_LINE_NESTING_DEPTH = 6;
/** Reads all blocks of a text. */
export function parseMarkdown(markdown, source, readBlock) {
    const render = source.render ?? ((text) => renderMarkdownText(text, source.names, source));
    return blocksOf(markdown, 0, 0);
    function blocksOf(text, startLevel, onLine) {
        const lines = readLines(text);
        const open = [];
        let level = startLevel;
        const parser = {
            lines,
            source,
            render,
            below: (depth) => deeper(() => collect((line) => line.depth > depth)),
            untilClosed: (name, depth) => deeper(() => {
                open.push(name);
                const blocks = collect((line) => line.depth >= depth);
                open.pop();
                if (closingName(lines.peek()?.text) === name) {
                    lines.take();
                }
                return blocks;
            }),
            nested: (inner) => level >= MAX_NESTING_DEPTH || onLine >= MAX_LINE_NESTING_DEPTH
                ? [{ kind: 'paragraph', text: render(inner), children: [] }]
                : deeper(() => blocksOf(inner, level, onLine + 1)),
        };
        const collect = (belongs) => {
            const blocks = [];
            for (let line = lines.peek(); line !== undefined; line = lines.peek()) {
                const closes = closingName(line.text);
                if (!belongs(line) || (closes !== undefined && open.includes(closes))) {
                    break;
                }
                if (closes === undefined) {
                    for (const block of readBlock(parser)) {
                        blocks.push(block);
                    }
                }
                else {
                    lines.take(); // closes nothing that is open
                }
            }
            return blocks;
        };
        const deeper = (read) => {
            if (level >= MAX_NESTING_DEPTH) {
                return [];
            }
            level += 1;
            const blocks = read();
            level -= 1;
            return blocks;
        };
        return collect(() => true);
    }
}
// `</callout>` alone on its line, or the `:::` that closes the other spelling of a callout.
function closingName(text) {
    const trimmed = text?.trim() ?? '';
    if (trimmed === ':::') {
        return ':::';
    }
    const tag = trimmed.startsWith('</') ? readTag(trimmed, 0) : undefined;
    return tag?.form === 'close' && tag.end === trimmed.length ? tag.name : undefined;
}
