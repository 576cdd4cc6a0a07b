const FENCE = /^(`{3,}|~{3,}(?!~))([^`]*)$/;
/** The signs that begin code in a line without its indentation. */
export function fenceOf(line) {
    return FENCE.exec(line.trimEnd())?.[1];
}
/**
 * Fenced code. Inside a nested block Notion indents only the two fence lines and leaves the code at the margin, so
 * indentation must not end it.
 */
export function codeBlock({ lines }) {
    const line = lines.peek();
    const [, fence, language = ''] = FENCE.exec(line?.text.trimEnd() ?? '') ?? [];
    if (line === undefined || fence === undefined) {
        return undefined;
    }
    lines.take();
    // Never closed: cut off at the end.
    const code = lines.takeUntilFence(fence, line.depth) ?? remaining(lines);
    return [
        { kind: 'code', text: code.join('\n'), language: languageName(language), caption: '', children: [] },
    ];
}
// `js {highlight}` in either spelling: only the language is kept.
function languageName(info) {
    return info.replace(/\{[^{}]*\}\s*$/, '').trim();
}
function remaining(lines) {
    const rest = [];
    for (let line = lines.takeRaw(); line !== undefined; line = lines.takeRaw()) {
        rest.push(line);
    }
    return rest;
}
/** An equation between two lines of `$$`, or on one line between them. */
export function equationBlock({ lines }) {
    const text = lines.peek()?.text.trim() ?? '';
    if (!text.startsWith('$$')) {
        return undefined;
    }
    const single = /^\$\$(.+)\$\$$/.exec(text)?.[1];
    if (single !== undefined) {
        lines.take();
        return [{ kind: 'equation', expression: single.trim(), children: [] }];
    }
    if (text !== '$$') {
        return undefined;
    }
    lines.take();
    const expression = lines.takeUntil('$$', (raw) => raw.trim() === '$$');
    if (expression === undefined) {
        return [{ kind: 'paragraph', text: '\\$\\$', children: [] }];
    }
    return [{ kind: 'equation', expression: expression.map((line) => line.trim()).join('\n'), children: [] }];
}
const RULE = /^\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?$/;
/** A table of version 2: rows between pipes, a rule below the first. */
export function pipeTable({ lines, render }) {
    if (!isRow(lines.peek()?.text)) {
        return undefined;
    }
    const rows = [];
    for (let line = lines.peek(); isRow(line?.text); line = lines.peek()) {
        rows.push(lines.take()?.text.trim() ?? '');
    }
    const headerRow = isRuleRow(rows[1] ?? '');
    if (!headerRow) {
        return rows.map((row) => ({ kind: 'paragraph', text: render(row), children: [] }));
    }
    const body = rows.filter((_, at) => at !== 1).map((row) => cells(row).map(render));
    return [{ kind: 'table', headerRow, headerColumn: false, rows: body, children: [] }];
}
/** Whether a line is the rule below a table's head. */
export function isRuleRow(text) {
    return RULE.test(text);
}
function isRow(text) {
    const trimmed = text?.trim() ?? '';
    return trimmed.length > 1 && trimmed.startsWith('|') && trimmed.endsWith('|');
}
function cells(row) {
    return row
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim());
}
