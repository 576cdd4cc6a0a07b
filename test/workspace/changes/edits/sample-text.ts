import fc from 'fast-check';

const ID = '01234567-89ab-cdef-0123-456789abcdef';

/** Words with signs of Markdown and of writings that are easily cut. */
const words = fc
  .array(
    fc.constantFrom(
      'a',
      'b',
      'Tide',
      ' ',
      ' ',
      '*',
      '_',
      '[',
      ']',
      '(',
      '~',
      '`',
      '\\',
      '<',
      '&',
      '#',
      '1.',
      '👩‍🔧',
      'é',
      'e\u0301',
      '日',
      '.',
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join(''));

const annotations = fc.record({
  bold: fc.boolean(),
  italic: fc.boolean(),
  strikethrough: fc.boolean(),
  underline: fc.boolean(),
  code: fc.constant(false),
  color: fc.constantFrom('default', 'red', 'blue_background'),
});

const mention = fc.constantFrom(
  {
    mention: { type: 'page', page: { id: ID } },
    plain_text: 'Harbour plan',
    href: `https://app.notion.com/p/${ID}`,
  },
  { mention: { type: 'user', user: { object: 'user', id: ID, name: 'Ann Lee' } }, plain_text: '@Ann Lee' },
  {
    mention: { type: 'date', date: { start: '2026-03-04', end: null, time_zone: null } },
    plain_text: '2026-03-04',
  },
);

/** One element of rich text as Notion has it. */
const item = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(words, annotations, fc.constantFrom(null, null, { url: 'https://example.com/x' }))
      .map(([written, marks, link]) => {
        // A link of spaces alone is printed as its address, and one that looks like another address beside it.
        const content = link === null ? written : `x${written.replaceAll(/[ .]/g, '')}`;
        return {
          type: 'text',
          text: { content, link },
          annotations: marks,
          plain_text: content,
          href: link?.url ?? null,
        };
      }),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(mention, annotations)
      .map(([shown, marks]) => ({ type: 'mention', ...shown, annotations: marks })),
  },
  {
    weight: 1,
    arbitrary: annotations.map((marks) => ({
      type: 'equation',
      equation: { expression: 'x^2' },
      annotations: marks,
      plain_text: 'x^2',
      href: null,
    })),
  },
);

/** Rich text of a block. */
export const richText = fc.array(item, { minLength: 1, maxLength: 6 });

/** Text that a caller writes. */
export const dialect = fc
  .array(
    fc.oneof(
      words,
      fc.constantFrom(
        '**new**',
        '*new*',
        '[new](https://example.com/new)',
        'Ann Lee',
        '@Ann Lee',
        'Harbour plan',
      ),
    ),
    { maxLength: 5 },
  )
  .map((parts) => parts.join(' '));

/** A block as the block endpoint has it. */
export function paragraph(items: readonly object[], id = ID, type = 'paragraph'): object {
  return {
    object: 'block',
    id,
    type,
    has_children: false,
    in_trash: false,
    [type]: { rich_text: items, ...(type === 'to_do' ? { checked: false } : {}) },
  };
}

/** An element without marks. */
export function plainItem(content: string): object {
  return { type: 'text', text: { content, link: null }, annotations: {}, plain_text: content, href: null };
}
