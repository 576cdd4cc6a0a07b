import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { requireShape } from '../../../src/notion/client/answer-shape.js';
import { NotionFailure } from '../../../src/notion/client/failure.js';

const NOW = new Date('2026-11-20T12:00:00Z');
/** What each full page says about itself. */
const ABOUT = { id: 'p', url: 'u', parent: {}, last_edited_time: 't', created_time: 't' };
const NO_ABOUT = { url: '', parent: {}, last_edited_time: '', created_time: '' };

function shaped<Value>(answer: Value): Value {
  requireShape(answer, NOW);
  return answer;
}

describe('an answer of Notion', () => {
  it('has lists where its types promise some; references that are missing are not known to be none', () => {
    const page = (value: unknown, rest: object = {}): object => ({
      ...ABOUT,
      object: 'page',
      properties: {
        ...Object.fromEntries(
          ['title', 'files', 'multi_select', 'rich_text'].map((type) => [
            type,
            { id: 'i', type, [type]: value },
          ]),
        ),
        ...Object.fromEntries(
          ['people', 'relation'].map((type) => [type, { id: 'i', type, [type]: value, ...rest }]),
        ),
        rollup: { id: 'i', type: 'rollup', rollup: { type: 'array', array: value } },
      },
    });
    const mended = page([], { has_more: true });
    expect(shaped({ object: 'list', results: [page(null), null, page('x'), page([1, null])] })).toEqual({
      object: 'list',
      results: [mended, null, mended, mended],
    });
    expect(shaped(page([{ id: 'a' }]))).toEqual(page([{ id: 'a' }]));
  });

  it.each<[object, object]>([
    [
      { object: 'page', id: 'p', url: 'u', properties: null },
      { ...NO_ABOUT, object: 'page', id: 'p', url: 'u', properties: {} },
    ],
    [
      {
        object: 'page',
        id: 'p',
        url: null,
        parent: 'x',
        last_edited_time: 5,
        created_time: [],
        properties: [],
      },
      {
        object: 'page',
        id: 'p',
        properties: {},
        ...NO_ABOUT,
      },
    ],
    [
      { object: 'data_source', id: 'd', title: null },
      { object: 'data_source', id: 'd', title: [], properties: {}, ...NO_ABOUT },
    ],
    [
      { object: 'database', id: 'd', title: [], data_sources: null },
      { object: 'database', id: 'd', title: [], data_sources: [], ...NO_ABOUT },
    ],
    [
      { object: 'database', id: 'd', title: [null], data_sources: [null, {}, { id: 's', name: null }] },
      { object: 'database', id: 'd', title: [], data_sources: [{ id: 's', name: '' }], ...NO_ABOUT },
    ],
    [
      { object: 'user', id: 'u', type: 'person', name: 5, person: null },
      { object: 'user', id: 'u', type: 'person', name: null, person: {} },
    ],
    [
      { object: 'user', id: 'u', type: 'person', name: 'Ines', person: { email: null } },
      { object: 'user', id: 'u', type: 'person', name: 'Ines', person: {} },
    ],
    [
      {
        object: 'comment',
        id: 'c',
        rich_text: null,
        created_by: null,
        display_name: { resolved_name: null },
      },
      {
        object: 'comment',
        id: 'c',
        discussion_id: 'c',
        rich_text: [],
        created_by: {},
        created_time: '',
        display_name: { resolved_name: null },
      },
    ],
    // What may not be read stays so.
    [
      { object: 'page', id: 'p' },
      { object: 'page', id: 'p' },
    ],
  ])('lacks nothing that is read: %j', (given, expected) => {
    expect(shaped(given)).toEqual(expected);
  });

  it('has no value and no column of a type that is not told', () => {
    const notGiven = { type: 'unsupported', unsupported: {} };
    const values = {
      none: null,
      list: [],
      rollup: { id: 'r', type: 'rollup', rollup: null },
      formula: { id: 'f', type: 'formula', formula: 'x' },
    };
    expect(shaped({ ...ABOUT, object: 'page', properties: values })).toMatchObject({
      properties: {
        none: { id: '', ...notGiven },
        list: { id: '', ...notGiven },
        rollup: { id: 'r', type: 'rollup', rollup: notGiven },
        formula: { id: 'f', type: 'formula', formula: notGiven },
      },
    });
    const columns = { none: null, number: { id: 5, name: null, type: 'number', number: null } };
    expect(shaped({ ...ABOUT, object: 'data_source', title: [], properties: columns })).toMatchObject({
      properties: {
        none: { id: '', name: 'none', ...notGiven },
        number: { id: '', name: 'number', type: 'number', number: {} },
      },
    });
  });

  it.each([null, [], 'x', 5, undefined])('that is no object is cut off: %j', (answer) => {
    expect(() => shaped(answer)).toThrow(expect.objectContaining({ kind: 'malformed' }));
  });

  it.each([
    [404, 404],
    [200, 500],
    ['x', 500],
  ])('that says it is an error is one, whatever its status: %j', (status, expected) => {
    const answer = { object: 'error', status, code: 'object_not_found', message: 'No.' };
    expect(() => shaped(answer)).toThrow(NotionFailure);
    try {
      requireShape(answer, NOW);
    } catch (error) {
      expect(error).toMatchObject({ status: expected, code: 'object_not_found', notionMessage: 'No.' });
    }
  });

  it('says all that the body of an error says', () => {
    const additional_data = {
      rate_limit_reason: 'public_api_request_blocked',
      block_limit: 1,
      retry_after: '7',
    };
    const answer = { object: 'error', status: 429, code: 'rate_limited', message: 'No.', additional_data };
    expect(() => shaped(answer)).toThrow(
      expect.objectContaining({
        rateLimitReason: 'public_api_request_blocked',
        isBlockLimit: true,
        retryAfterSeconds: 7,
      }),
    );
  });

  it('is never what this stumbles over', () => {
    const anything = fc.jsonValue({ maxDepth: 3 });
    const value = fc.record(
      { type: fc.constantFrom('people', 'relation', 'rollup', 'title'), people: anything, rollup: anything },
      { requiredKeys: ['type'] },
    );
    const entry = fc.record({
      object: fc.constantFrom('page', 'data_source', 'database'),
      id: fc.string(),
      url: anything,
      title: anything,
      properties: fc.oneof(anything, fc.dictionary(fc.string(), fc.oneof(anything, value))),
    });
    fc.assert(
      fc.property(fc.array(fc.oneof(anything, entry)), (results) => {
        shaped({ object: 'list', results });
        for (const one of results) {
          const { object, properties } = (one ?? {}) as { object?: unknown; properties?: unknown };
          expect(object !== 'page' || typeof properties === 'object').toBe(true);
        }
      }),
    );
  });
});
