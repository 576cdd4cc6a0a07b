import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inputJsonSchema } from '../../../src/mcp/arguments/json-schema.js';
import { parseArguments } from '../../../src/mcp/arguments/parse-arguments.js';
import { echo } from '../../support/sample-tools.js';

const schema = inputJsonSchema(echo.input);
const parse = (given: unknown) => {
  const parsed = parseArguments(echo, schema, given);
  const note = String(parsed.note ?? '');
  return parsed.ok
    ? { ok: true as const, value: parsed.value, ...(note === '' ? {} : { note }) }
    : { ok: false as const, problems: parsed.problems.map(String), ...(note === '' ? {} : { note }) };
};
const defaultValue = { query: 'a', kind: 'any', limit: 10 };
const condition = { property: 'Status', operator: 'equals', value: 'Done' };

describe('accepted arguments', () => {
  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['defaults are filled in', {}, {}],
    ['a number as text', { limit: '25' }, { limit: 25 }],
    ['a boolean as text', { exact: 'True' }, { exact: true }],
    ['a list as JSON text', { columns: '["Name","Status"]' }, { columns: ['Name', 'Status'] }],
    ['a list as Python prints it', { columns: "['Name', 'Lead\\'s']" }, { columns: ['Name', "Lead's"] }],
    ['a list of objects as JSON text', { where: JSON.stringify([condition]) }, { where: [condition] }],
    ['objects as JSON text in a list', { where: [JSON.stringify(condition)] }, { where: [condition] }],
    ['one text where a list is wanted', { columns: 'Name' }, { columns: ['Name'] }],
    ['one object where a list is wanted', { where: condition }, { where: [condition] }],
    ['one object as JSON text', { where: JSON.stringify(condition) }, { where: [condition] }],
    ['null for an optional argument', { cursor: null, limit: null, where: null, kind: null }, {}],
    ['an empty text for a list, a number and an enum', { columns: '', limit: ' ', kind: '' }, {}],
    ['text that looks like JSON where text is wanted', { query: '[1, 2]' }, { query: '[1, 2]' }],
    [
      'text that looks like a number where text fits',
      { where: [{ ...condition, value: '7' }] },
      { where: [{ ...condition, value: '7' }] },
    ],
  ])('%s', (_name, given, expected) => {
    expect(parse({ ...defaultValue, ...given })).toEqual({
      ok: true,
      value: { ...defaultValue, ...expected },
    });
  });

  it('takes absent arguments for empty ones', () => {
    expect(parse(undefined)).toEqual({
      ok: false,
      problems: ['query is missing; it accepts text, at most 20 characters.'],
    });
  });
});

describe('refused arguments', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['out of range', { limit: -1 }, 'limit accepts a whole number from 1 to 50; got -1.'],
    ['no number', { limit: 'many' }, 'limit accepts a whole number from 1 to 50; got "many".'],
    ['a fraction', { limit: 2.5 }, 'limit accepts a whole number from 1 to 50; got 2.5.'],
    ['not in the enum', { kind: 'files' }, 'kind accepts one of any, page, database; got "files".'],
    ['no boolean', { exact: 'perhaps' }, 'exact accepts true or false; got "perhaps".'],
    ['no text', { query: { a: 1 } }, 'query accepts text, at most 20 characters; got an object.'],
    ['a long text is not repeated', { query: 'x'.repeat(21) }, 'query accepts text, at most 20 characters.'],
    ['null where required', { query: null }, 'query accepts text, at most 20 characters; got null.'],
    [
      'deep inside',
      { where: [condition, { property: 'Status' }] },
      'where[1].operator is missing; it accepts text.',
    ],
    [
      'no list and no object',
      { where: 'Status = Done' },
      'where[0] accepts an object with property, operator, value; got "Status = Done".',
    ],
    [
      'a wrong union',
      { where: [{ ...condition, value: { from: 1 } }] },
      'where[0].value accepts text or a number or a list, each item text; got an object.',
    ],
    [
      'a misspelt argument',
      { qurey: 'a' },
      '"qurey" does not exist; did you mean query? Known here: query, kind, limit, exact, columns, where, cursor.',
    ],
    [
      'a misspelt inner argument',
      { where: [{ ...condition, propertty: 'x' }] },
      'where[0]."propertty" does not exist; did you mean property? Known here: property, operator, value.',
    ],
    [
      'a choice among several texts',
      { query: ['a', 'b', ''] },
      'query takes one value, not a list of 3; make one call for each.',
    ],
  ])('%s', (_name, given, expected) => {
    expect(parse({ ...defaultValue, ...given })).toEqual({ ok: false, problems: [expected] });
  });

  it('names every problem on its own', () => {
    const result = parse({ limit: -1, kind: 'x', colums: ['a'] });
    expect(result.ok ? [] : result.problems.map((problem) => problem.split(' ', 1)[0])).toEqual([
      '"colums"',
      'query',
      'kind',
      'limit',
    ]);
  });

  it.each([[[]], [[1]], ['text'], [5], [null]])('%j is no set of arguments', (given) => {
    expect(parse(given).ok).toBe(false);
  });
});

describe('any arguments', () => {
  const names = fc.constantFrom('query', 'kind', 'limit', 'exact', 'columns', 'where', 'cursor', '__proto__');

  it('are accepted or refused with a reason, and never fail', () => {
    fc.assert(
      fc.property(fc.dictionary(names, fc.jsonValue()), (given) => {
        const result = parse(given);
        return result.ok || result.problems.every((problem) => problem.length > 0);
      }),
    );
  });

  it('mean the same as JSON text wherever no text is wanted', () => {
    const conditions = fc.array(
      fc.record({ property: fc.string(), operator: fc.string(), value: fc.array(fc.string()) }),
    );
    fc.assert(
      fc.property(conditions, (where) => {
        expect(parse({ ...defaultValue, where: JSON.stringify(where) })).toEqual(
          parse({ ...defaultValue, where }),
        );
      }),
    );
  });
});
