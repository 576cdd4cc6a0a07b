import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { renderRichText } from '../../../../src/content/rich-text/rich-text.js';
import { noNames } from '../../../../src/content/names.js';
import { newRuns } from '../../../../src/workspace/changes/edits/new-runs.js';
import { replaceText } from '../../../../src/workspace/changes/edits/replace-text.js';
import { requestItems, textKey } from '../../../../src/workspace/changes/edits/request-items.js';
import {
  isWithinWhole,
  sliceRuns,
  textOf,
  textRuns,
  type TextRun,
} from '../../../../src/workspace/changes/edits/text-runs.js';
import { dialect, plainItem, richText } from './sample-text.js';

const sent = (runs: readonly TextRun[]): string => JSON.stringify(requestItems(runs));

/** A range that begins and ends within no mention. */
function rangeIn(runs: readonly TextRun[], one: number, other: number): readonly [number, number] {
  const { length } = textOf(runs);
  const place = (share: number): number => {
    let at = Math.floor(share * (length + 1));
    while (isWithinWhole(runs, at)) {
      at += 1;
    }
    return at;
  };
  const [start = 0, end = 0] = [place(one), place(other)].toSorted((a, b) => a - b);
  return [start, end];
}

const share = fc.double({ min: 0, max: 0.999, noNaN: true });

describe('a text with a stretch replaced', () => {
  it('is the same before and after the stretch, to the run, and reads as it was asked to', () => {
    fc.assert(
      fc.property(richText, dialect, share, share, fc.boolean(), (items, text, one, other, isMarked) => {
        const runs = textRuns(items);
        const [start, end] = rangeIn(runs, one, other);
        const given = newRuns(text, false);
        const after = replaceText(runs, { start, end, runs: given, isMarked });
        const whole = textOf(after);
        const behind = textOf(runs).length - end;
        expect(whole).toBe(textOf(runs).slice(0, start) + textOf(given) + textOf(runs).slice(end));
        expect(sent(sliceRuns(after, 0, start))).toBe(sent(sliceRuns(runs, 0, start)));
        expect(sent(sliceRuns(after, whole.length - behind, whole.length))).toBe(
          sent(sliceRuns(runs, end, Infinity)),
        );
      }),
    );
  });

  it('is the same as before where the stretch is replaced by itself', () => {
    fc.assert(
      fc.property(richText, share, share, (items, one, other) => {
        const runs = textRuns(items);
        const [start, end] = rangeIn(runs, one, other);
        const same = sliceRuns(runs, start, end);
        expect(sent(replaceText(runs, { start, end, runs: same, isMarked: false }))).toBe(sent(runs));
      }),
    );
  });

  it('is told apart from others by what Notion stores, and by nothing else', () => {
    fc.assert(
      fc.property(richText, (items) => {
        expect(textKey(requestItems(textRuns(items)))).toBe(textKey(items));
      }),
    );
  });
});

const bold = { bold: true };
const text = (content: string, annotations: object = {}, url?: string): object => ({
  type: 'text',
  text: { content, link: url === undefined ? null : { url } },
  annotations,
});
const ann = {
  type: 'mention',
  mention: { type: 'user', user: { id: '01234567-89ab-cdef-0123-456789abcdef', name: 'Ann Lee' } },
  annotations: {},
  plain_text: '@Ann Lee',
};

it.each([
  [
    'keeps the marks of words that stay',
    [text('Launch', bold), text(' is near')],
    'Launch is near',
    'Launch is far',
    false,
    '**Launch** is far',
  ],
  [
    'gives new words the marks of those that they replace',
    [text('Launch', bold), text(' is near')],
    'Launch',
    'Landing',
    false,
    '**Landing** is near',
  ],
  ['takes marks that are given', [text('Launch is near')], 'near', '**near**', false, 'Launch is **near**'],
  [
    'takes marks away where the text was given with them',
    [text('Launch', bold), text(' is near')],
    'Launch',
    'Launch',
    true,
    'Launch is near',
  ],
  [
    'keeps a mention that is in both',
    [text('Ask '), ann, text(' and Bo')],
    'Ask @Ann Lee and Bo',
    'Tell @Ann Lee and Max',
    false,
    'Tell @Ann Lee and Max',
  ],
  [
    'keeps the address of a link whose words change',
    [text('See '), text('the docs', {}, 'https://example.com/'), text('.')],
    'the docs',
    'the manual',
    false,
    'See [the manual](https://example.com/).',
  ],
  [
    'gives what is put between two words no link',
    [text('docs', {}, 'https://example.com/'), text(' here')],
    'docs here',
    'docs are here',
    false,
    '[docs](https://example.com/) are here',
  ],
  ['empties', [text('Gone')], 'Gone', '', false, ''],
] as const)('%s', (_name, items, find, replace, isMarked, printed) => {
  const runs = textRuns(items);
  const start = textOf(runs).indexOf(find);
  const after = replaceText(runs, {
    start,
    end: start + find.length,
    runs: newRuns(replace, false),
    isMarked,
  });
  expect(renderRichText(requestItems(after).map(readBack), noNames)).toBe(printed);
});

/** Notion adds to a mention what it shows. */
function readBack(item: Readonly<Record<string, unknown>>): object {
  return item['type'] === 'mention' ? { ...item, plain_text: '@Ann Lee' } : item;
}

it('cuts what is too long for one element, and never within a character', () => {
  const long = `${'x'.repeat(1999)}👩‍🔧 end`;
  const items = requestItems(textRuns([plainItem(long)]));
  expect(items.map(({ text: part }) => (part as { content: string }).content.length)).toEqual([1999, 9]);
});
