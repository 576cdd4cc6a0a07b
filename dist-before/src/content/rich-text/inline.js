import { BOLD, ITALIC, PLAIN, printStyled, STRUCK } from './emphasis.js';
import { codeSpan, escapeText, isEscaped, oneLine } from './escape.js';
import { linkForm } from './link.js';
/** Runs as Markdown: CommonMark, `~~` for struck text and `$…$` for mathematics. Line breaks stay line breaks. */
export function printInline(runs) {
    return printParts(groupBy(merged(runs), (run) => run.link ?? '').flatMap(partsOfGroup));
}
function printParts(parts) {
    const lines = [[]];
    for (const part of parts) {
        if (part.text === '\n') {
            lines.push([]);
        }
        else {
            lines.at(-1)?.push(part);
        }
    }
    return joined(lines.flatMap((line, at) => [...(at === 0 ? [] : ['\n']), ...printStyled(line)]));
}
/** Runs of one link, or of none. */
function partsOfGroup(runs) {
    const link = runs[0]?.link ?? '';
    if (link === '') {
        return runs.flatMap((run) => partsOfRun(run, 'text'));
    }
    const plain = runs.map((run) => run.text).join('');
    const form = linkForm(plain, link);
    const shown = trimmed(runs.flatMap((run) => partsOfRun(run, form.kind === 'around' ? 'label' : 'text')));
    const lead = partsOfText(/^\s*/.exec(plain)?.[0] ?? '', PLAIN);
    const trail = plain.trim() === '' ? [] : partsOfText(plain.slice(plain.trimEnd().length), PLAIN);
    switch (form.kind) {
        case 'around': {
            const text = `[${oneLine(printParts(shown))}](${form.destination})`;
            return [...lead, { text, style: PLAIN }, ...trail];
        }
        case 'instead':
            return [...lead, { text: form.text, style: PLAIN }, ...trail];
        case 'beside':
            return [
                ...lead,
                ...shown,
                { text: ' ', style: PLAIN, isSpace: true },
                { text: form.text, style: PLAIN },
                ...trail,
            ];
    }
}
function isShown({ isSpace }) {
    return isSpace !== true;
}
function trimmed(parts) {
    return parts.slice(Math.max(0, parts.findIndex(isShown)), parts.findLastIndex(isShown) + 1);
}
function partsOfRun(run, place) {
    const style = (run.bold === true ? BOLD : PLAIN) |
        (run.italic === true ? ITALIC : PLAIN) |
        (run.strike === true ? STRUCK : PLAIN);
    switch (run.form) {
        case 'code':
            return run.text.trim() === '' ? partsOfText(run.text, style) : [{ text: codeSpan(run.text), style }];
        case 'equation':
            return [{ text: `$${oneLine(run.text)}$`, style }];
        case 'marker':
            return [{ text: place === 'label' ? escapeText(run.text, place) : run.text, style }];
        default:
            return partsOfText(escapeText(run.text, place), style);
    }
}
/** Line breaks, and the white space at the edges of each line, on their own. */
function partsOfText(text, style) {
    return text.split('\n').flatMap((line, at) => {
        const core = line.trim();
        const begin = core === '' ? line.length : line.indexOf(core);
        const parts = [
            { text: line.slice(0, begin), style, isSpace: true },
            { text: withoutMathematics(core), style },
            { text: line.slice(begin + core.length), style, isSpace: true },
        ];
        const shown = parts.filter(({ text: part }) => part !== '');
        return at === 0 ? shown : [{ text: '\n', style: PLAIN, isSpace: true }, ...shown];
    });
}
// Two neighbours must not read as a link or an image that neither of them is.
function joined(pieces) {
    const parts = [];
    for (const piece of pieces) {
        const last = parts.at(-1) ?? '';
        const end = isEscaped(last, last.length - 1) ? '' : last.slice(-1);
        if (end === '!' && piece.startsWith('[')) {
            parts[parts.length - 1] = `${last.slice(0, -1)}\\!`;
        }
        if (piece !== '') {
            parts.push(end === ']' && /^[(:]/.test(piece) ? `\\${piece}` : piece);
        }
    }
    return parts.join('');
}
// What comes next may make a `$` at the end the beginning of mathematics.
function withoutMathematics(text) {
    return text.endsWith('$') && !isEscaped(text, text.length - 1) ? `${text.slice(0, -1)}\\$` : text;
}
function merged(runs) {
    const result = [];
    for (const run of runs) {
        const last = result.at(-1);
        if (run.text === '') {
            continue;
        }
        if (last !== undefined && run.form !== 'equation' && run.form !== 'marker' && sameStyle(last, run)) {
            result[result.length - 1] = { ...last, text: last.text + run.text };
        }
        else {
            result.push(run);
        }
    }
    return result;
}
function sameStyle(one, other) {
    return (one.form === other.form &&
        one.link === other.link &&
        ['bold', 'italic', 'strike'].every((mark) => (one[mark] ?? false) === (other[mark] ?? false)));
}
function groupBy(runs, keyOf) {
    const groups = [];
    let current;
    for (const run of runs) {
        const key = keyOf(run);
        const group = groups.at(-1);
        if (group !== undefined && key === current) {
            group.push(run);
        }
        else {
            groups.push([run]);
        }
        current = key;
    }
    return groups;
}
