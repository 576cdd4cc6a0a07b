import { codeSpan, escapeText, oneLine } from './escape.js';
import { printLink } from './link.js';

/**
 * A stretch of text in one style. Both sources of page text become runs, so both print alike. A `marker` is this server's
 * own word for something that has no text, such as `[user 1f2e3d4c…]`; its brackets are not escaped, those of a page's text are.
 */
export interface InlineRun {
  readonly form: 'text' | 'code' | 'equation' | 'marker';
  readonly text: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly strike?: boolean;
  readonly link?: string;
}

type Mark = 'bold' | 'italic' | 'strike';
const MARKS: readonly (readonly [Mark, string])[] = [
  ['bold', '**'],
  ['italic', '*'],
  ['strike', '~~'],
];

/** Runs as Markdown: CommonMark, `~~` for struck text and `$…$` for mathematics. Line breaks stay line breaks. */
export function printInline(runs: readonly InlineRun[]): string {
  const groups = groupBy(merged(runs), (run) => run.link ?? '');
  return joined(
    groups.map((group) => {
      const link = group[0]?.link ?? '';
      if (link === '') {
        return printMarks(group, MARKS, 'text');
      }
      const plain = group.map((run) => run.text).join('');
      const lead = /^\s*/.exec(plain)?.[0] ?? '';
      const trail = plain.trim() === '' ? '' : plain.slice(plain.trimEnd().length);
      const label = oneLine(printMarks(group, MARKS, 'label'));
      return lead + printLink(label, plain, link) + trail;
    }),
  );
}

function printMarks(
  runs: readonly InlineRun[],
  marks: readonly (readonly [Mark, string])[],
  place: 'text' | 'label',
): string {
  const [first, ...rest] = marks;
  if (first === undefined) {
    return joined(runs.map((run) => printRun(run, place)));
  }
  const [mark, sign] = first;
  return joined(
    groupBy(runs, (run) => run[mark] === true).map((group) => {
      const text = printMarks(group, rest, place);
      return group[0]?.[mark] === true ? marked(text, sign) : text;
    }),
  );
}

function printRun(run: InlineRun, place: 'text' | 'label'): string {
  switch (run.form) {
    case 'code':
      return run.text.trim() === '' ? run.text : codeSpan(run.text);
    case 'equation':
      return `$${oneLine(run.text)}$`;
    case 'marker':
      return place === 'label' ? escapeText(run.text, place) : run.text;
    default:
      return escapeText(run.text, place);
  }
}

// Line by line and without the spaces at the edges: `**bold **` and bold across a blank line are no bold in CommonMark.
function marked(text: string, sign: string): string {
  return text.replace(/[^\n]+/g, (line) => {
    const core = line.trim();
    return core === '' ? line : line.replace(core, () => sign + core + sign);
  });
}

// Two neighbours must not read as a link or an image that neither of them is.
function joined(pieces: readonly string[]): string {
  const parts: string[] = [];
  // The last two characters so far: indexing a string that is still growing would copy it each time.
  let end = '';
  for (const piece of pieces) {
    if (piece === '') {
      continue;
    }
    let part = piece;
    if (end.endsWith(']') && end !== '\\]' && /^[(:]/.test(piece)) {
      part = `\\${piece}`;
    } else if (end.endsWith('!') && end !== '\\!' && piece.startsWith('[')) {
      parts.push(`${parts.pop()?.slice(0, -1) ?? ''}\\!`);
    }
    parts.push(part);
    end = part.length > 1 ? part.slice(-2) : end.slice(-1) + part;
  }
  return parts.join('');
}

function merged(runs: readonly InlineRun[]): InlineRun[] {
  const result: InlineRun[] = [];
  for (const run of runs) {
    const last = result.at(-1);
    if (run.text === '') {
      continue;
    }
    if (last !== undefined && run.form !== 'equation' && run.form !== 'marker' && sameStyle(last, run)) {
      result[result.length - 1] = { ...last, text: last.text + run.text };
    } else {
      result.push(run);
    }
  }
  return result;
}

function sameStyle(one: InlineRun, other: InlineRun): boolean {
  return (
    one.form === other.form &&
    one.link === other.link &&
    MARKS.every(([mark]) => (one[mark] ?? false) === (other[mark] ?? false))
  );
}

function groupBy(runs: readonly InlineRun[], keyOf: (run: InlineRun) => string | boolean): InlineRun[][] {
  const groups: InlineRun[][] = [];
  let current: string | boolean | undefined;
  for (const run of runs) {
    const key = keyOf(run);
    const group = groups.at(-1);
    if (group !== undefined && key === current) {
      group.push(run);
    } else {
      groups.push([run]);
    }
    current = key;
  }
  return groups;
}
