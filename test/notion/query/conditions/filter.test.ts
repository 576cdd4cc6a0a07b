import { describe, expect, it } from '@jest/globals';
import { buildFilter } from '../../../../src/notion/query/conditions/filter.js';
import { planConditions } from '../../../../src/notion/query/plan.js';
import type { Condition, Reference } from '../../../../src/notion/query/conditions/planned-condition.js';
import { refusal } from '../expect-input-error.js';
import { taskSchema } from '../schema-example.js';

const assignee = (operator: string, value: unknown): Condition => ({ property: 'Assignee', operator, value });
const project = (operator: string, value: unknown): Condition => ({ property: 'Project', operator, value });
const done: Condition = { property: 'Status', operator: 'equals', value: 'Done' };
const doneFilter = { property: 'Status', status: { equals: 'Done' } };

/** Resolves each text to the ids in `found`. */
function build(where: Condition[], match: 'all' | 'any', found: Record<string, string[]> = {}): unknown {
  const planned = planConditions(taskSchema, where);
  const references = planned.flatMap((condition) => condition.references);
  const resolved = new Map<Reference, string[]>(
    references.map((reference) => [reference, found[reference.text] ?? []]),
  );
  return buildFilter(planned, match, resolved);
}

const people = (operator: string, id: string): unknown => ({
  property: 'Assignee',
  people: { [operator]: id },
});
const relation = (operator: string, id: string): unknown => ({
  property: 'Project',
  relation: { [operator]: id },
});

describe('buildFilter', () => {
  it('is undefined without conditions', () => {
    expect(build([], 'all')).toBeUndefined();
  });

  it('needs no group for one condition', () => {
    expect(build([done], 'any')).toEqual(doneFilter);
  });

  it.each([
    ['all', 'and'],
    ['any', 'or'],
  ] as const)('match %s joins by %s', (match, key) => {
    const high: Condition = { property: 'Priority', operator: 'equals', value: 'High' };
    expect(build([done, high], match)).toEqual({
      [key]: [doneFilter, { property: 'Priority', select: { equals: 'High' } }],
    });
  });

  it('asks for one of several people of the name', () => {
    expect(build([assignee('contains', 'Ana'), done], 'all', { Ana: ['a1', 'a2'] })).toEqual({
      and: [{ or: [people('contains', 'a1'), people('contains', 'a2')] }, doneFilter],
    });
  });

  it('asks for none of several people of the name', () => {
    expect(build([assignee('does_not_contain', 'Ana'), done], 'any', { Ana: ['a1', 'a2'] })).toEqual({
      or: [{ and: [people('does_not_contain', 'a1'), people('does_not_contain', 'a2')] }, doneFilter],
    });
  });

  it('needs no inner group where the outer one joins the same way', () => {
    expect(build([assignee('contains', 'Ana'), done], 'any', { Ana: ['a1', 'a2'] })).toEqual({
      or: [people('contains', 'a1'), people('contains', 'a2'), doneFilter],
    });
  });

  it('takes several people and pages at once, and each id once', () => {
    expect(
      build([project('contains', ['Roadmap', 'Launch'])], 'all', { Roadmap: ['p1'], Launch: ['p2', 'p1'] }),
    ).toEqual({ or: [relation('contains', 'p1'), relation('contains', 'p2')] });
  });

  it.each([
    ['any:people:contains', 'or'],
    ['none:people:contains', 'and'],
    ['every:people:does_not_contain', 'and'],
    ['any:people:does_not_contain', undefined],
    ['every:people:contains', undefined],
    ['none:people:does_not_contain', undefined],
  ])('splits %s over several people with %s', (operator, key) => {
    const where = [{ property: 'Project stage', operator, value: 'Ana' }];
    const run = (): unknown => build(where, 'all', { Ana: ['a1', 'a2'] });
    const [quantifier = '', , word = ''] = operator.split(':');
    const one = (id: string): unknown => ({
      property: 'Project stage',
      rollup: { [quantifier]: { people: { [word]: id } } },
    });
    if (key === undefined) {
      expect(refusal(run).message).toContain('several match');
    } else {
      expect(run()).toEqual({ [key]: [one('a1'), one('a2')] });
    }
  });

  it('refuses several where they would change the meaning', () => {
    const where = [{ property: 'Project stage', operator: 'every:people:contains', value: 'Ana' }];
    expect(refusal(() => build(where, 'all', { Ana: ['a1', 'a2'] })).argument).toBe('where[0].value');
    expect(build(where, 'all', { Ana: ['a1'] })).toEqual({
      property: 'Project stage',
      rollup: { every: { people: { contains: 'a1' } } },
    });
  });

  it('says who was not found', () => {
    const { argument, message } = refusal(() => build([done, assignee('contains', 'Ghost')], 'all'));
    expect([argument, message]).toEqual(['where[1].value', 'No person "Ghost" was found.']);
  });
});

describe('references of a plan', () => {
  it.each<[Condition, unknown]>([
    [assignee('contains', '@Ana López'), [{ kind: 'person', text: 'Ana López', argument: 'where[0].value' }]],
    [
      assignee('contains', 'ana@example.com'),
      [{ kind: 'person', text: 'ana@example.com', argument: 'where[0].value' }],
    ],
    [assignee('contains', 'me'), [{ kind: 'person', text: 'me', argument: 'where[0].value' }]],
    [
      project('does_not_contain', 'Roadmap'),
      [
        {
          kind: 'page',
          text: 'Roadmap',
          argument: 'where[0].value',
          dataSourceId: '0b2f3c4d-0000-4000-8000-000000000001',
        },
      ],
    ],
    [project('contains', '0b2f3c4d00004000800000000000000b'), []],
  ])('%j', (condition, references) => {
    expect(planConditions(taskSchema, [condition])[0]?.references).toEqual(references);
  });
});
