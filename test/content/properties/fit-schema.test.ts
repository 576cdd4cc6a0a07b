import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fitSchema } from '../../../src/content/properties/fit-schema.js';
import { noNames } from '../../../src/content/names.js';
import type { PropertySchema } from '../../../src/content/properties/property-types.js';
import { schemaLines, defaultDetail } from '../../../src/content/properties/schema-text.js';

function selectColumn(name: string, options: number): PropertySchema {
  const names = Array.from({ length: options }, (_, index) => ({ id: `${index}`, name: `option ${index}` }));
  return { id: name, name, type: 'select', select: { options: names }, description: 'What it is for' };
}

describe('fitSchema', () => {
  it('tells everything of columns that fit', () => {
    const columns = [selectColumn('One', 5), selectColumn('Two', 50)];
    const text = schemaLines(columns, columns, noNames, defaultDetail).join('\n');
    expect(fitSchema(columns, noNames, text.length)).toEqual({ text, isShortened: false, leftOut: 0 });
  });

  it('names two hundred columns of many options', () => {
    const columns = Array.from({ length: 200 }, (_, index) => selectColumn(`Column ${index}`, 200));
    expect(schemaLines(columns, columns, noNames, defaultDetail).join('\n').length).toBeGreaterThan(90_000);
    const { text, isShortened, leftOut } = fitSchema(columns, noNames, 20_000);
    expect(text.length).toBeLessThanOrEqual(20_000);
    expect(text.split('\n')).toHaveLength(200);
    expect([isShortened, leftOut]).toEqual([true, 0]);
  });

  it('tells all options of a column that was chosen', () => {
    const columns = [selectColumn('One', 900), selectColumn('Two', 900)];
    const { text, isShortened } = fitSchema(columns, noNames, 20_000, columns.slice(0, 1));
    expect(text).toMatch(/^- One: select \[option 0, .*option 899\]/);
    expect([text.includes('Two'), isShortened]).toEqual([false, false]);
    const half = fitSchema(columns, noNames, 8000, columns.slice(0, 1));
    expect(half.text).toMatch(/ more of 900\]/);
    expect([half.isShortened, half.text.length > 6000]).toEqual([true, true]);
  });

  it('keeps to any maximum and counts the columns that it leaves out', () => {
    const column = fc.record({
      name: fc.string({ maxLength: 300 }),
      options: fc.integer({ max: 60, min: 0 }),
    });
    fc.assert(
      fc.property(
        fc.array(column, { maxLength: 30 }),
        fc.integer({ min: 0, max: 4000 }),
        fc.boolean(),
        (drafts, maximum, areChosen) => {
          const columns = drafts.map(({ name, options }) => selectColumn(name, options));
          const { text, leftOut } = fitSchema(columns, noNames, maximum, areChosen ? columns : undefined);
          expect(text.length).toBeLessThanOrEqual(maximum);
          const lines = text === '' ? 0 : text.split('\n').length;
          expect(lines + leftOut).toBe(columns.length);
        },
      ),
    );
  });
});
