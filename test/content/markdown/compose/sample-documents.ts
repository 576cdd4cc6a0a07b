import fc from 'fast-check';
import type { DocumentBlock } from '../../../../src/content/document.js';
import { printInline } from '../../../../src/content/rich-text/inline.js';
import { richTextOf } from '../../../../src/content/markdown/compose/rich-text-elements.js';
import { noNames } from '../../../../src/content/names.js';
import { renderRichText } from '../../../../src/content/rich-text/rich-text.js';
import { sampleRun } from './sample-runs.js';

/** As it would be printed: how runs are divided decides where a backslash is. */
const asPrinted = (dialect: string): string => renderRichText(richTextOf(dialect), noNames);
const line = fc
  .array(sampleRun, { minLength: 1, maxLength: 4 })
  .map((runs) => printInline([{ form: 'text', text: 'w' }, ...runs, { form: 'text', text: 'w' }]));
const text = line.map(asPrinted);
const lines = fc.array(line, { minLength: 1, maxLength: 2 }).map((each) => asPrinted(each.join('\n')));
const literal = fc.stringMatching(/^[a-z{}();=|#*\-$< ]{1,20}$/).map((line) => `x${line}x`);
const none: readonly DocumentBlock[] = [];

const leaf: fc.Arbitrary<DocumentBlock> = fc.oneof(
  fc.record({ kind: fc.constant('paragraph' as const), text: lines, children: fc.constant(none) }),
  fc.record({
    kind: fc.constant('heading' as const),
    level: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const),
    text,
    children: fc.constant(none),
  }),
  fc.record({
    kind: fc.constant('code' as const),
    text: fc.array(literal, { maxLength: 3 }).map((each) => each.join('\n\n')),
    language: fc.constantFrom('typescript', 'plain text', 'c++'),
    caption: fc.oneof(fc.constant(''), text, fc.constant(`long ${'caption '.repeat(30)}end`)),
    children: fc.constant(none),
  }),
  fc.record({
    kind: fc.constant('equation' as const),
    expression: fc.constantFrom('E = mc^2', 'a\nb'),
    children: fc.constant(none),
  }),
  fc.record({
    kind: fc.constant('table' as const),
    headerRow: fc.boolean(),
    headerColumn: fc.constant(false),
    rows: fc.array(fc.array(text, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 3 }),
    children: fc.constant(none),
  }),
  fc.record({
    kind: fc.constant('media' as const),
    media: fc.constantFrom('image' as const, 'video' as const, 'file' as const),
    name: fc.constant('a.png'),
    caption: fc.oneof(fc.constantFrom('', 'A caption', 'see [here](https://example.com/b) for more'), text),
    url: fc.constant('https://example.com/a.png'),
    children: fc.constant(none),
  }),
  fc.record({
    kind: fc.constant('link' as const),
    link: fc.constantFrom('bookmark' as const, 'embed' as const),
    url: fc.constantFrom('https://example.com/a', 'https://example.com/a_(b)'),
    caption: fc.oneof(fc.constantFrom('', 'Why'), text),
    children: fc.constant(none),
  }),
  fc.constantFrom<DocumentBlock>(
    { kind: 'divider', children: [] },
    { kind: 'table of contents', children: [] },
    { kind: 'breadcrumb', children: [] },
  ),
);

const { blocks } = fc.letrec<{ blocks: readonly DocumentBlock[]; block: DocumentBlock }>((tie) => {
  const children = fc.oneof({ depthSize: 'small', withCrossShrink: true }, fc.constant(none), tie('blocks'));
  return {
    blocks: fc.array(tie('block'), { minLength: 1, maxLength: 3 }),
    block: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.record({
        kind: fc.constantFrom('bullet' as const, 'numbered' as const, 'toggle' as const, 'quote' as const),
        text: lines,
        children,
      }),
      fc.record({ kind: fc.constant('to-do' as const), text: lines, checked: fc.boolean(), children }),
      fc.record({
        kind: fc.constant('callout' as const),
        text: lines,
        icon: fc.constantFrom('💡', '⚠️', '🇩🇪'),
        children,
      }),
    ),
  };
});

/** Documents of all that is printed so that it can be read again. */
export const sampleDocument = blocks;
