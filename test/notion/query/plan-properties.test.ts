import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InputError } from '../../../src/errors.js';
import { buildFilter } from '../../../src/notion/query/conditions/filter.js';
import { operatorsOf, type ValueKind } from '../../../src/notion/query/conditions/operators.js';
import { planConditions } from '../../../src/notion/query/plan.js';
import type { Condition, Reference } from '../../../src/notion/query/conditions/planned-condition.js';
import { schemaOf, taskSchema } from './schema-example.js';

const fittingValues: Readonly<Record<ValueKind, readonly unknown[]>> = {
  text: ['x', 5],
  number: [5, '7'],
  unique_id: [5, 'TASK-5'],
  boolean: [true, 'no'],
  option: [],
  date: ['today', '2026-01-02', '2026-01-02T10:00:00Z'],
  person: ['me', 'Ana', ['Ana', 'Ben']],
  page: ['Roadmap', ['Roadmap', 'Launch']],
  verification: ['expired'],
  existence: [undefined, true],
  period: [undefined, {}],
};
const optionValues: ReadonlyMap<string, readonly unknown[]> = new Map([
  ['select', ['High', ['High', 'medium']]],
  ['status', ['Done', 'Active']],
  ['multi_select', ['C', ['C', 'C#']]],
]);
const fitting: Condition[] = Object.values(taskSchema).flatMap(({ name, type }) =>
  [...(operatorsOf(type) ?? [])].flatMap(([operator, kind]) =>
    [...fittingValues[kind], ...(kind === 'option' ? (optionValues.get(type) ?? []) : [])].map((value) => ({
      property: name,
      operator,
      value,
    })),
  ),
);
const computed: Condition[] = ['Score', 'Project stage', 'Project budget'].flatMap((property) =>
  ['', 'any:', 'every:people:', 'number:'].flatMap((prefix) =>
    fitting.map(({ operator, value }) => ({ property, operator: `${prefix}${operator}`, value })),
  ),
);
const wild: fc.Arbitrary<Condition> = fc.record({
  property: fc.oneof(fc.constantFrom(...Object.keys(taskSchema), 'created_time'), fc.string()),
  operator: fc.oneof(fc.constantFrom(...fitting.map(({ operator }) => operator)), fc.string()),
  value: fc.anything(),
});
const condition = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...fitting) },
  { weight: 2, arbitrary: fc.constantFrom(...computed) },
  { weight: 1, arbitrary: wild },
);

it.each(fitting)('plans $property $operator $value', (where) => {
  expect(planConditions(taskSchema, [where])).toHaveLength(1);
});

/** Depth of `and`/`or` groups; Notion takes two. */
function groupDepth(filter: unknown): number {
  if (typeof filter !== 'object' || filter === null) {
    return 0;
  }
  const members = Reflect.get(filter, 'and') ?? Reflect.get(filter, 'or');
  return Array.isArray(members) ? 1 + Math.max(...members.map(groupDepth)) : 0;
}

it('makes a filter of at most two levels of any conditions, or says what is wrong with which argument', () => {
  let filters = 0;
  fc.assert(
    fc.property(
      fc.array(condition, { maxLength: 3 }),
      fc.constantFrom('all' as const, 'any' as const),
      (where, match) => {
        try {
          const planned = planConditions(taskSchema, where);
          const resolved = new Map<Reference, string[]>(
            planned.flatMap(({ references }) => references).map((reference) => [reference, ['id-1', 'id-2']]),
          );
          const filter = buildFilter(planned, match, resolved);
          expect(filter === undefined).toBe(where.length === 0);
          expect(groupDepth(filter)).toBeLessThanOrEqual(2);
          expect(JSON.parse(JSON.stringify(filter ?? null))).toEqual(filter ?? null);
          filters += where.length > 0 ? 1 : 0;
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
          expect((error as InputError).argument).toMatch(/^where\[\d\]\.(property|operator|value)$/);
          expect((error as InputError).message.length).toBeLessThan(400);
        }
      },
    ),
    { numRuns: 2000 },
  );
  expect(filters).toBeGreaterThan(500);
});

it('copes with schemas of any shape', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.string(),
          fc.constantFrom('select', 'status', 'relation', 'rollup', 'formula', 'unique_id', 'new_type'),
          fc.anything(),
        ),
      ),
      fc.oneof(condition, wild),
      (properties, probe) => {
        const schema = schemaOf(...properties);
        const name = properties[0]?.[0] ?? 'x';
        try {
          planConditions(schema, [{ ...probe, property: name }]);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      },
    ),
    { numRuns: 1000 },
  );
});
