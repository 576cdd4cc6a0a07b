import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { renderPropertyValue } from '../../../../src/content/properties/property-value.js';
import type { PropertySchema } from '../../../../src/content/properties/property-types.js';
import { buildFilter } from '../../../../src/notion/query/conditions/filter.js';
import { planConditions } from '../../../../src/notion/query/plan.js';
import { quote } from '../../../../src/text/quote.js';
import { listNames } from '../../../../src/text/words.js';
import { propertyOf, sentAsWritten } from '../schema-example.js';

/** Nothing is looked up for what these columns hold. */
const noNames = { title: () => undefined, user: () => undefined } as never;

function filterFor(
  column: PropertySchema,
  operator: string,
  value: unknown,
  property = column.name,
): unknown {
  const planned = planConditions({ [column.name]: column }, [{ property, operator, value }]);
  return buildFilter(planned, 'all', sentAsWritten(planned));
}

/** A value of the column as a cell of an answer shows it. */
function printed(column: PropertySchema, content: unknown): string {
  return renderPropertyValue({ type: column.type, [column.type]: content }, noNames);
}

/** Names as people and programs write them, with what makes trouble in messages. */
const letters = fc.constantFrom(
  ...'abcXYZé01 -_.,;:#"\'“”’*|\\[]()<>&$~`/…🚢'.split(''),
  '\u00a0',
  'e\u0301',
);
const name = fc
  .array(letters, { minLength: 3, maxLength: 130 })
  .map((parts) => parts.join('').trim())
  .filter((text) => /\p{L}/u.test(text));
const names = fc.uniqueArray(name, {
  minLength: 1,
  maxLength: 6,
  selector: (text) =>
    text
      .normalize('NFKD')
      .replaceAll(/[^\p{L}\p{N}]/gu, '')
      .toLowerCase(),
});

describe('what is printed is accepted and means the same', () => {
  it('options, as in cells, in errors, between quotation marks', () => {
    fc.assert(
      fc.property(names, fc.nat(), fc.constantFrom('select', 'multi_select', 'status'), (all, at, type) => {
        const options = all.map((option) => ({ id: option, name: option }));
        const column = propertyOf('Kind', type, { options });
        const wanted = all[at % all.length] ?? '';
        const operator = type === 'multi_select' ? 'contains' : 'equals';
        const content = type === 'multi_select' ? [{ name: wanted }] : { name: wanted };
        const exact = filterFor(column, operator, wanted);
        for (const form of [printed(column, content), quote(wanted), quote(wanted).slice(1, -1)]) {
          expect([form, filterFor(column, operator, form)]).toEqual([form, exact]);
        }
      }),
    );
  });

  it('names of columns, as in errors', () => {
    fc.assert(
      fc.property(names, (all) => {
        const schema = Object.fromEntries(all.map((column) => [column, propertyOf(column, 'url', {})]));
        const shown = String(listNames(all));
        for (const column of all) {
          const form = quote(column);
          expect(shown).toContain(form.slice(0, 20));
          for (const property of [form, form.slice(1, -1)]) {
            const [planned] = planConditions(schema, [{ property, operator: 'is_empty' }]);
            expect(planned?.subject).toEqual({ property: column });
          }
        }
      }),
    );
  });

  it('days, moments with an offset or a zone, and ranges', () => {
    const column = propertyOf('Departure', 'date', {});
    const two = (number: number): string => String(number).padStart(2, '0');
    const day = fc
      .tuple(
        fc.integer({ min: 1990, max: 2090 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 28 }),
      )
      .map(([year, month, date]) => `${year}-${two(month)}-${two(date)}`);
    const clock = fc
      .tuple(fc.integer({ min: 4, max: 22 }), fc.nat({ max: 59 }))
      .map(([hours, minutes]) => `T${two(hours)}:${two(minutes)}:00`);
    const offset = fc.constantFrom('Z', '+02:00', '-03:30', '+05:45', '-11:00');
    const zone = fc.constantFrom('Asia/Kathmandu', 'America/Lima', 'Europe/Oslo', 'Pacific/Auckland', 'UTC');
    const value = fc.oneof(
      day.map((start) => ({ start })),
      fc.tuple(day, day).map(([start, end]) => ({ start, end })),
      fc.tuple(day, clock, offset).map(([start, time, at]) => ({ start: `${start}${time}${at}` })),
      fc.tuple(day, clock, zone).map(([start, time, at]) => ({ start: `${start}${time}`, time_zone: at })),
      fc
        .tuple(day, clock, day, clock, zone)
        .map(([start, time, end, later, at]) => ({ start: start + time, end: end + later, time_zone: at })),
    );
    fc.assert(
      fc.property(
        value,
        fc.constantFrom('equals', 'before', 'after', 'on_or_before', 'on_or_after'),
        (date, operator) => {
          const asObject = filterFor(column, operator, date);
          expect(filterFor(column, operator, printed(column, date))).toEqual(asObject);
          expect(filterFor(column, operator, JSON.stringify(date))).toEqual(asObject);
          if ('start' in date && !('end' in date) && !('time_zone' in date)) {
            expect(asObject).toEqual({ property: 'Departure', date: { [operator]: date.start } });
          }
        },
      ),
    );
  });

  it('numbers of any format, booleans and ids', () => {
    const format = fc.constantFrom(
      'number',
      'number_with_commas',
      'percent',
      'euro',
      'dollar',
      'yen',
      'pound',
      'franc',
    );
    fc.assert(
      fc.property(fc.integer({ min: -1e7, max: 1e7 }), format, (cents, shownAs) => {
        // Beyond 100 % a bare number is asked about, and a percentage has its sign.
        const number = shownAs === 'percent' ? Number(`${cents}e-7`) : Number(`${cents}e-2`);
        const column = propertyOf('Cost', 'number', { format: shownAs });
        expect(filterFor(column, '>', printed(column, number))).toEqual(filterFor(column, '>', number));
      }),
    );
    const done = propertyOf('Done', 'checkbox', {});
    expect([true, false].map((each) => filterFor(done, '=', printed(done, each)))).toEqual(
      [true, false].map((each) => filterFor(done, '=', each)),
    );
    const key = propertyOf('Key', 'unique_id', { prefix: 'BOAT' });
    expect(filterFor(key, '=', printed(key, { prefix: 'BOAT', number: 41 }))).toEqual(
      filterFor(key, '=', 41),
    );
  });
});
