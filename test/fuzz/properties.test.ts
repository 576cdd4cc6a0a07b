import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { noNames } from '../../src/content/names.js';
import { renderPageHeader } from '../../src/content/properties/page-header.js';
import type { PropertyValue } from '../../src/content/properties/property-types.js';
import { renderPropertyValue } from '../../src/content/properties/property-value.js';
import { schemaLines, defaultDetail } from '../../src/content/properties/schema-text.js';
import { renderTable } from '../../src/content/answer/table.js';
import { titleText } from '../../src/content/print/title-text.js';
import { revealInvisible } from '../../src/text/invisible.js';
import { text } from '../content/blocks/block-objects.js';
import { longText } from './texts.js';

const TYPES = [
  'title',
  'rich_text',
  'number',
  'select',
  'status',
  'multi_select',
  'date',
  'people',
  'files',
  'checkbox',
  'url',
  'email',
  'phone_number',
  'formula',
  'relation',
  'rollup',
  'created_time',
  'created_by',
  'last_edited_time',
  'last_edited_by',
  'unique_id',
  'verification',
  'place',
  'button',
  'last_visited_time',
  'hologram',
] as const;

/** Values of every type with hostile words in all places that have words, and now and then of another shape altogether. */
const value: fc.Arbitrary<PropertyValue> = fc
  .tuple(fc.constantFrom(...TYPES), longText, fc.anything(), fc.integer({ min: 0, max: 9 }))
  .map(([type, words, other, kind]) => ({
    type,
    has_more: kind === 1,
    [type]: kind === 0 ? other : contentOf(type, words),
  }));

function contentOf(type: (typeof TYPES)[number], words: string): unknown {
  const named = {
    id: words,
    name: words,
    object: 'user',
    type: 'external',
    external: { url: words },
    person: { email: words },
  };
  switch (type) {
    case 'title':
    case 'rich_text':
      return [text(words, { bold: true }), text(words, {}, words)];
    case 'multi_select':
    case 'people':
    case 'files':
    case 'relation':
      return [named, { ...named, name: '' }, named];
    case 'number':
      return words.length / 7;
    case 'date':
      return { start: words, end: words, time_zone: words };
    case 'formula':
      return { type: 'string', string: words };
    case 'rollup':
      return {
        type: 'array',
        array: [
          { type: 'select', select: named },
          { type: 'title', title: [text(words)] },
        ],
      };
    case 'unique_id':
      return { prefix: words, number: 1 };
    case 'verification':
      return { state: words, date: { end: words }, verified_by: named };
    case 'place':
      return { name: words, address: words, lat: 1, lon: 2 };
    case 'select':
    case 'status':
    case 'created_by':
    case 'last_edited_by':
      return named;
    default:
      return words;
  }
}

const properties = fc.dictionary(longText, value, { maxKeys: 30 });

describe('any property', () => {
  it('renders without an exception, an object or a character that nobody sees', () => {
    fc.assert(
      fc.property(value, (property) => {
        const rendered = renderPropertyValue(property, noNames);
        expect(rendered).not.toMatch(/\[object|undefined/);
        expect(revealInvisible(rendered)).toBe(rendered);
      }),
      { numRuns: 1000 },
    );
  });

  it('has one line in a header that fits, or is counted', () => {
    fc.assert(
      fc.property(properties, longText, fc.integer({ min: 600, max: 4000 }), (all, title, maximum) => {
        const header = {
          title,
          url: 'https://app.notion.com/p/x',
          path: '',
          lastEdited: '2026-11-20',
          properties: all,
        };
        const printed = renderPageHeader(header, noNames, maximum);
        expect(printed.length).toBeLessThanOrEqual(maximum);
        expect(revealInvisible(printed)).toBe(printed);
        const others = Object.entries(all).filter(([, property]) => property.type !== 'title');
        const filled = others.filter(([, property]) => renderPropertyValue(property, noNames) !== '').length;
        const [, leftOut, empty] =
          /\(omitted: (\d+) propert(?:ies|y) with a value, (\d+) empty;/.exec(printed) ?? [];
        const top = 3;
        const lines = printed.split('\n').length - top;
        if (leftOut === undefined) {
          expect(lines).toBe(filled + (others.length > filled ? 1 : 0));
        } else {
          expect(lines - 1 + Number(leftOut)).toBe(filled);
          expect(Number(empty)).toBe(others.length - filled);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('any table', () => {
  it('is one line a row and counts what it leaves out', () => {
    const cells = fc.array(fc.array(longText, { maxLength: 12 }), { maxLength: 12 });
    fc.assert(
      fc.property(
        fc.array(longText, { minLength: 1, maxLength: 12 }),
        cells,
        fc.integer({ min: 500, max: 5000 }),
        (names, rows, characters) => {
          const table = renderTable(names, rows, { characters });
          const lines = table.text.split('\n');
          expect(lines).toHaveLength(2 + table.rows);
          expect(revealInvisible(table.text)).toBe(table.text);
          const columns = (lines[1]?.split('---').length ?? 1) - 1;
          expect(columns + table.droppedColumns.length + table.emptyColumns.length).toBe(names.length);
          for (const line of lines) {
            expect(line.replace(/\\\|/g, '').split('|')).toHaveLength(columns + 2);
          }
          if (table.rows > 1) {
            expect(table.text.length).toBeLessThanOrEqual(characters);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('any name', () => {
  it('stays on one line, not too long', () => {
    fc.assert(
      fc.property(longText, (title) => {
        const line = titleText(title);
        expect(line).not.toContain('\n');
        expect(line.length).toBeLessThanOrEqual(400);
        expect(revealInvisible(line)).toBe(line);
      }),
    );
  });

  it('describes a column on one line', () => {
    const schema = fc.array(
      fc
        .record({ id: longText, name: longText, type: fc.constantFrom(...TYPES), description: longText })
        .chain((column) => fc.anything().map((settings) => ({ ...column, [column.type]: settings }))),
    );
    fc.assert(
      fc.property(schema, (columns) => {
        const described = schemaLines(columns, columns, noNames, defaultDetail).join('\n');
        expect(described === '' ? 0 : described.split('\n').length).toBe(columns.length);
        expect(revealInvisible(described)).toBe(described);
      }),
      { numRuns: 300 },
    );
  });
});
