import { readDialect } from '../../../content/markdown/markdown-inline.js';
import type { InlineRun } from '../../../content/rich-text/inline.js';
import { textRuns, type TextRun } from './text-runs.js';

/** What a caller wrote, as runs that can be stored. `isLiteral`: as it stands, as in code. */
export function newRuns(text: string, isLiteral: boolean): readonly TextRun[] {
  const runs: readonly InlineRun[] = isLiteral ? [{ form: 'text', text }] : readDialect(text);
  return textRuns(runs.map(itemOf));
}

function itemOf({ form, text, link, bold = false, italic = false, strike = false }: InlineRun): object {
  const annotations = { bold, italic, strikethrough: strike, code: form === 'code' };
  return form === 'equation'
    ? { type: 'equation', equation: { expression: text }, annotations }
    : { type: 'text', text: { content: text, link: link === undefined ? null : { url: link } }, annotations };
}
