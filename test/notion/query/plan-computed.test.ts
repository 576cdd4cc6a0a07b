import { describe, expect, it } from '@jest/globals';
import { buildFilter } from '../../../src/notion/query/conditions/filter.js';
import { planConditions } from '../../../src/notion/query/plan.js';
import type { PlannedCondition } from '../../../src/notion/query/conditions/planned-condition.js';
import type { SchemaHints } from '../../../src/notion/query/schema-hints.js';
import { refusal } from './expect-input-error.js';
import { propertyOf, sentAsWritten, stage, taskSchema } from './schema-example.js';

function plan(
  property: string,
  operator: string,
  value?: unknown,
  hints: SchemaHints = {},
): PlannedCondition[] {
  return planConditions(taskSchema, [{ property, operator, value }], hints);
}

function comparison(planned: PlannedCondition[], kind: 'formula' | 'rollup'): unknown {
  const filter = buildFilter(planned, 'all', sentAsWritten(planned));
  return filter !== undefined && kind in filter ? Reflect.get(filter, kind) : undefined;
}

describe('formulas', () => {
  it.each<[operator: string, value: unknown, filter: unknown, guessed: boolean]>([
    ['contains', 'x', { string: { contains: 'x' } }, false],
    ['starts_with', '2', { string: { starts_with: '2' } }, false],
    ['greater_than', '3', { number: { greater_than: 3 } }, false],
    ['on_or_after', 'today', { date: { on_or_after: 'today' } }, false],
    ['this_week', undefined, { date: { this_week: {} } }, false],
    ['equals', 'late', { string: { equals: 'late' } }, true],
    ['equals', 3, { number: { equals: 3 } }, true],
    ['equals', true, { checkbox: { equals: true } }, true],
    ['does_not_equal', 'false', { checkbox: { does_not_equal: false } }, true],
    ['equals', '2026-03-04', { date: { equals: '2026-03-04' } }, true],
    ['is_empty', undefined, { string: { is_empty: true } }, true],
    ['number:is_empty', undefined, { number: { is_empty: true } }, false],
    ['string: equals', 3, { string: { equals: '3' } }, false],
    ['boolean:equals', 'no', { checkbox: { equals: false } }, false],
  ])('%s %j', (operator, value, filter, guessed) => {
    const planned = plan('Score', operator, value);
    expect(comparison(planned, 'formula')).toEqual(filter);
    expect(planned[0]?.assumed !== undefined).toBe(guessed);
  });

  it('uses what a row has shown', () => {
    const hints = { formulaResults: new Map([['Score', 'number' as const]]) };
    const planned = plan('Score', 'is_empty', undefined, hints);
    expect(comparison(planned, 'formula')).toEqual({ number: { is_empty: true } });
    expect(planned[0]?.assumed).toBeUndefined();
    expect(refusal(() => plan('Score', 'contains', 'x', hints)).message).toContain('number formula "Score"');
  });

  it('refuses operators and prefixes that no formula has', () => {
    expect(refusal(() => plan('Score', 'resembles', 'x')).advice).toContain('starts_with');
    expect(refusal(() => plan('Score', 'people:contains', 'x')).advice).toContain('string:, number:');
  });
});

describe('rollups', () => {
  it.each<[property: string, operator: string, value: unknown, filter: unknown]>([
    ['Project budget', 'greater_than', 100, { number: { greater_than: 100 } }],
    ['Project budget', 'number:equals', '0', { number: { equals: 0 } }],
    ['Project start', 'before', 'today', { date: { before: 'today' } }],
    ['Project stage', 'contains', 'x', { any: { rich_text: { contains: 'x' } } }],
    ['Project stage', 'does_not_contain', 'x', { every: { rich_text: { does_not_contain: 'x' } } }],
    ['Project stage', 'is_empty', undefined, { every: { rich_text: { is_empty: true } } }],
    ['Project stage', 'is_not_empty', undefined, { any: { rich_text: { is_not_empty: true } } }],
    ['Project stage', 'every:greater_than', 5, { every: { number: { greater_than: 5 } } }],
    ['Project stage', 'none:equals', true, { none: { checkbox: { equals: true } } }],
    ['Project stage', 'any:before', 'today', { any: { date: { before: 'today' } } }],
    ['Project stage', 'any:select:equals', 'Live', { any: { select: { equals: 'Live' } } }],
    ['Project stage', 'multi_select:contains', 'a', { any: { multi_select: { contains: 'a' } } }],
    ['Project stage', 'any:people:contains', 'me', { any: { people: { contains: 'me' } } }],
  ])('%s %s %j', (property, operator, value, filter) => {
    expect(comparison(plan(property, operator, value), 'rollup')).toEqual(filter);
  });

  it('checks values against the rolled-up property when it is known', () => {
    const hints = { rolledUp: new Map([['Project stage', stage]]) };
    const planned = plan('Project stage', 'equals', 'live', hints);
    expect(comparison(planned, 'rollup')).toEqual({ any: { status: { equals: 'Live' } } });
    expect(planned[0]?.assumed).toBeUndefined();
    expect(refusal(() => plan('Project stage', 'equals', 'Dead', hints)).advice).toContain('"Idea", "Live"');
    expect(refusal(() => plan('Project stage', 'starts_with', 'Live', hints)).message).toContain(
      'rollup "Project stage" of status values',
    );
  });

  it.each([
    ['title', 'contains', 'x', 'rich_text'],
    ['url', 'ends_with', 'x', 'rich_text'],
    ['unique_id', 'greater_than', 3, 'number'],
    ['created_time', 'this_week', undefined, 'date'],
    ['created_by', 'contains', 'me', 'people'],
    ['files', 'is_not_empty', undefined, 'files'],
  ])('filters rolled-up %s values', (type, operator, value, key) => {
    const hints = { rolledUp: new Map([['Project stage', propertyOf('P', type, {})]]) };
    expect(plan('Project stage', operator, value, hints)[0]?.path).toEqual(['rollup', 'any', key]);
  });

  it('says what was guessed and how to be exact', () => {
    expect(plan('Project stage', 'equals', 'Live')[0]?.assumed).toMatch(
      /taken for rich_text.*any:select:equals/,
    );
    expect(plan('Project stage', 'starts_with', 'Live')[0]?.assumed).toBeUndefined();
  });

  it('refuses what a rollup cannot mean', () => {
    expect(refusal(() => plan('Project budget', 'any:greater_than', 1)).message).toContain(
      'single number ("sum")',
    );
    expect(refusal(() => plan('Project budget', 'contains', 'x')).advice).toContain('greater_than');
    expect(refusal(() => plan('Project stage', 'some:contains', 'x')).advice).toContain(
      'any:, every: or none:',
    );
    expect(refusal(() => plan('Project stage', 'any:any:contains', 'x')).argument).toBe('where[0].operator');
  });
});
