import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { requireShape } from '../../../src/notion/client/answer-shape.js';
import { NotionFailure } from '../../../src/notion/client/failure.js';

function shaped<Value>(answer: Value): Value {
  requireShape(answer);
  return answer;
}

describe('an answer of Notion', () => {
  it.each([['title', 'people', 'relation', 'files', 'multi_select', 'rich_text'].map((type) => type)])(
    'has lists where its types promise some',
    (...types) => {
      const page = (value: unknown): object => ({
        object: 'page',
        url: 'u',
        properties: {
          ...Object.fromEntries(types.map((type) => [type, { type, [type]: value }])),
          rollup: { type: 'rollup', rollup: { type: 'array', array: value } },
        },
      });
      expect(shaped({ object: 'list', results: [page(null), null, page('x')] })).toEqual({
        object: 'list',
        results: [page([]), null, page([])],
      });
      expect(shaped(page([1]))).toEqual(page([1]));
    },
  );

  it.each<[object, object]>([
    [
      { object: 'page', url: 'u', properties: null },
      { object: 'page', url: 'u', properties: {} },
    ],
    [
      { object: 'data_source', title: null },
      { object: 'data_source', title: [], properties: {} },
    ],
    [
      { object: 'database', title: [], data_sources: null },
      { object: 'database', title: [], data_sources: [] },
    ],
    // What may not be read stays so.
    [
      { object: 'page', id: 'p' },
      { object: 'page', id: 'p' },
    ],
  ])('lacks nothing that is read: %j', (given, expected) => {
    expect(shaped(given)).toEqual(expected);
  });

  it.each([
    [404, 404],
    [200, 500],
    ['x', 500],
  ])('that says it is an error is one, whatever its status: %j', (status, expected) => {
    const answer = { object: 'error', status, code: 'object_not_found', message: 'No.' };
    expect(() => shaped(answer)).toThrow(NotionFailure);
    try {
      requireShape(answer);
    } catch (error) {
      expect(error).toMatchObject({ status: expected, code: 'object_not_found', notionMessage: 'No.' });
    }
  });

  it('is never what this stumbles over', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (answer) => {
        expect(() => requireShape({ object: 'list', results: answer })).not.toThrow();
      }),
    );
  });
});
