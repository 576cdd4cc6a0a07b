import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buildFilter } from '../../../../src/notion/query/conditions/filter.js';
import { planConditions } from '../../../../src/notion/query/plan.js';
import { refusal } from '../expect-input-error.js';
import { sentAsWritten, taskSchema } from '../schema-example.js';

function filterFor(property: string, operator: string, value?: unknown): unknown {
  const planned = planConditions(taskSchema, [{ property, operator, value }]);
  return buildFilter(planned, 'all', sentAsWritten(planned));
}

function adviceFor(property: string, operator: string, value?: unknown): string {
  return refusal(() => planConditions(taskSchema, [{ property, operator, value }])).advice;
}

describe('spellings of operators', () => {
  it.each<[property: string, operator: string, spellings: string[], value: unknown]>([
    ['Priority', 'equals', ['eq', '==', '=', 'IS', 'equal to', 'Equals', '$eq'], 'High'],
    [
      'Priority',
      'does_not_equal',
      ['neq', 'ne', '!=', '<>', 'isNot', 'is not equal to', "isn't", 'NOT'],
      'High',
    ],
    ['Points', 'greater_than', ['gt', '>', 'more_than', 'moreThan', 'larger than', 'is above', 'OVER'], 8],
    ['Points', 'less_than', ['lt', '<', 'fewer_than', 'is lower than', 'below'], 8],
    ['Points', 'greater_than_or_equal_to', ['gte', '>=', '≥', 'at least', 'no_less_than', 'notLessThan'], 8],
    ['Points', 'less_than_or_equal_to', ['lte', '<=', '≤', 'at most', 'noMoreThan', 'not greater than'], 8],
    ['Due', 'after', ['>', 'gt', 'later_than', 'is after', 'greater_than', 'newerThan'], '2027-05-03'],
    ['Due', 'before', ['<', 'lt', 'earlier than', 'older than', 'prior to'], '2027-05-03'],
    ['Due', 'on_or_after', ['>=', 'after or on', 'no earlier than', 'since', 'notBefore'], '2027-05-03'],
    ['Due', 'on_or_before', ['<=', 'before or on', 'no later than', 'notAfter', 'onOrBefore'], '2027-05-03'],
    ['Due', 'equals', ['on', 'is on', 'in'], '2027-05-03'],
    ['Notes', 'contains', ['includes', 'has', 'like', 'CONTAIN', 'ilike'], 'tar'],
    [
      'Notes',
      'does_not_contain',
      ['notContains', 'not_include', "doesn't contain", '!contains', 'not like'],
      'tar',
    ],
    ['Notes', 'starts_with', ['begins_with', 'beginsWith', 'startswith', 'prefix'], 'tar'],
    ['Notes', 'ends_with', ['endsWith', 'ends', 'suffix'], 'tar'],
    [
      'Notes',
      'is_empty',
      ['is null', 'isEmpty', 'not exists', 'is_blank', 'missing', 'does not exist'],
      undefined,
    ],
    [
      'Notes',
      'is_not_empty',
      ['exists', 'isNotNull', 'not_empty', 'has any value', 'is set', 'nonEmpty'],
      undefined,
    ],
    ['Tags', 'contains', ['in', 'has any of', 'is one of'], ['C', 'backend']],
    ['Tags', 'does_not_contain', ['not in', 'has none of', 'excludes'], ['C', 'backend']],
    ['Author', 'contains', ['is', '=', 'equals'], 'me'],
    ['Checked', 'status', ['is', 'equals'], 'verified'],
    [
      'Due',
      'past_week',
      ['last 7 days', 'in the past week', 'past7days', 'PAST WEEK', 'within the past 1 week'],
      undefined,
    ],
    ['Due', 'next_year', ['next 12 months', 'nextYear', 'the next year'], undefined],
    ['Score', 'number:equals', ['number.eq', 'number: =', 'number.is'], 8],
    ['Task', 'contains', ['title.contains', 'title: has', 'rich_text.contains'], 'tar'],
  ])('%s %s', (property, operator, spellings, value) => {
    const expected = filterFor(property, operator, value);
    for (const spelling of spellings) {
      expect([spelling, filterFor(property, spelling, value)]).toEqual([spelling, expected]);
    }
  });

  it.each([
    ['is_checked', undefined, true],
    ['unchecked', undefined, false],
    ['isChecked', 'no', false],
    ['not checked', true, false],
  ])('a checkbox that %s %p', (operator, value, equals) => {
    expect(filterFor('Blocked', operator, value)).toEqual({ property: 'Blocked', checkbox: { equals } });
  });

  it('makes alternatives of a list, and demands of all', () => {
    const one = (equals: number): unknown => ({ property: 'Points', number: { equals } });
    expect(filterFor('Points', 'equals', [8, '13'])).toEqual({ or: [one(8), one(13)] });
    const not = (word: string): unknown => ({ property: 'Notes', rich_text: { does_not_equal: word } });
    expect(filterFor('Notes', 'not in', ['tar', 'zip'])).toEqual({ and: [not('tar'), not('zip')] });
    const tag = (contains: string): unknown => ({ property: 'Tags', multi_select: { contains } });
    expect(filterFor('Tags', 'contains_all', ['C', 'backend'])).toEqual({ and: [tag('C'), tag('backend')] });
  });

  it.each([[['3', 8]], ['3 and 8'], ['3..8'], [{ min: 3, max: 8 }], ['8 → 3'], ['[3, 8]']])(
    'between %j',
    (value) => {
      expect(filterFor('Points', 'between', value)).toEqual({
        and: [
          { property: 'Points', number: { greater_than_or_equal_to: 3 } },
          { property: 'Points', number: { less_than_or_equal_to: 8 } },
        ],
      });
    },
  );

  it('between two days, outside of them, and within a month', () => {
    const days = (first: string, last: string): unknown => ({
      and: [
        { property: 'Due', date: { on_or_after: first } },
        { property: 'Due', date: { on_or_before: last } },
      ],
    });
    expect(filterFor('Due', 'is between', ['2027-05-03', 'today'])).toEqual(days('2027-05-03', 'today'));
    expect(filterFor('Due', 'between', { start: '2027-02', end: '2027-03' })).toEqual(
      days('2027-02-01', '2027-03-31'),
    );
    expect(filterFor('Due', 'during', 'Feb 2027')).toEqual(days('2027-02-01', '2027-02-28'));
    expect(filterFor('Due', 'equals', '2027-02')).toEqual(days('2027-02-01', '2027-02-28'));
    expect(filterFor('Due', 'not between', ['2027-05-03', '2027-05-09'])).toEqual({
      or: [
        { property: 'Due', date: { before: '2027-05-03' } },
        { property: 'Due', date: { after: '2027-05-09' } },
      ],
    });
    expect(filterFor('Due', 'between', ['2027-05-09', '2027-05-03T09:00:00Z'])).toEqual(
      days('2027-05-03T09:00:00Z', '2027-05-09'),
    );
    expect(filterFor('Due', 'between', ['2027-06', '2027-05-03'])).toEqual(days('2027-05-03', '2027-06-30'));
    expect(filterFor('Due', 'outside', ['2027-05-09', '2027-05-03'])).toEqual(
      filterFor('Due', 'outside', ['2027-05-03', '2027-05-09']),
    );
    expect(adviceFor('Due', 'between', '2027-05-03')).toContain('a list of two values');
  });

  it('does not look for a range among several values, of which one could fit each end', () => {
    expect(adviceFor('Project stage', 'between', [1, 5])).toContain('every:');
    expect(filterFor('Project stage', 'every:between', [1, 5])).toHaveProperty('and');
  });
});

describe('operators of cells with one value and with several', () => {
  it.each<[property: string, written: string, value: unknown, asked: string]>([
    ['Assignee', 'is', 'Ana', 'contains'],
    ['Assignee', '=', ['Ana'], 'contains'],
    ['Assignee', 'is not', 'Ana', 'does_not_contain'],
    ['Tags', 'equals', 'C', 'contains'],
    ['Project', 'neq', 'Mosaic', 'does_not_contain'],
    ['Priority', 'contains', 'High', 'equals'],
    ['Status', 'includes', ['Done', 'In review'], 'equals'],
    ['Status', 'excludes', ['Done', 'In review'], 'does_not_equal'],
  ])('%s %s %j is asked with %s, and told', (property, written, value, asked) => {
    const [planned] = planConditions(taskSchema, [{ property, operator: written, value }]);
    expect(planned).toMatchObject({ operator: asked, isInterpreted: true });
    expect(filterFor(property, written, value)).toEqual(filterFor(property, asked, value));
    expect(planConditions(taskSchema, [{ property, operator: asked, value }])).toMatchObject([
      { isInterpreted: false },
    ]);
  });

  it.each<[property: string, written: string, value: unknown, advice: RegExp]>([
    ['Tags', 'equals', ['C', 'backend'], /^Did you mean contains\?/],
    ['Tags', 'equals', undefined, /^Did you mean contains\?/],
    ['Assignee', 'is', null, /^For empty cells use the operator is_empty/],
    ['Points', 'contains', 8, /^Did you mean equals\?/],
  ])('%s %s %j is refused: it could mean something else', (property, written, value, advice) => {
    expect(adviceFor(property, written, value)).toMatch(advice);
  });
});

describe('hints', () => {
  it.each<[property: string, operator: string, advice: RegExp]>([
    ['Notes', 'does not start with', /^Operators: /],
    ['Notes', 'not_ends_with', /^Operators: /],
    ['Due', 'last_month', /^Pass past_month for the month until today, or equals with the calendar month/],
    ['Due', 'this_quarter', /^Pass equals with the quarter/],
    ['Due', 'next 3 weeks', /^Notion has past_week, .* between with dates/],
    ['Due', '!=', /^Pass before and after as any/],
    ['Due', 'until', /^Did you mean on_or_before\?/],
    ['Blocked', 'is_empty', /pass equals true or false/],
    ['Assignee', 'starts with', /^Operators: contains/],
    ['Points', 'strictly greater than', /^Did you mean greater_than\?/],
    ['Points', 'inequal', /^Operators: /],
    ['Points', 'grater_than', /^Did you mean greater_than\?/],
  ])('%s %s', (property, operator, advice) => {
    expect(adviceFor(property, operator, 'x')).toMatch(advice);
  });

  it('never turns a negation, a direction or a side round, however it is spelt', () => {
    const opposites: Record<string, RegExp> = {
      more: /less|before/,
      less: /greater|after/,
      not: /mean (?:equals|contains|starts|ends|after|before|is_empty)/,
      begin: /mean (?:ends|contains)/,
      end: /mean (?:starts|contains)/,
      later: /before/,
      earlier: /after/,
      past: /next|this/,
      next: /past|this/,
    };
    const word = fc.constantFrom(...Object.keys(opposites));
    const tail = fc.constantFrom('', '_than', '_with', 'with', '_week', '_contain', ' equal', 'er', '_end');
    fc.assert(
      fc.property(word, tail, fc.constantFrom('Points', 'Notes', 'Due', 'Tags'), (start, end, property) => {
        try {
          planConditions(taskSchema, [{ property, operator: `${start}${end}`, value: 'tar' }]);
        } catch (error) {
          const advice = String((error as { advice?: unknown }).advice).split('Operators:')[0] ?? '';
          expect(advice).not.toMatch(new RegExp(`mean [a-z_]*(?:${opposites[start]?.source ?? ''})`));
        }
      }),
    );
  });
});

it.each([
  ['Blocked', 'null', 'Pass true or false.'],
  ['Blocked', undefined, 'Pass one.'],
  ['Points', 'null', 'Pass a number. For empty cells use the operator is_empty.'],
])('offers is_empty only where a column can be empty: %s %j', (property, value, advice) => {
  expect(adviceFor(property, 'is', value)).toBe(advice);
});
