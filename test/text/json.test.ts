import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  arrayOf,
  copyOfJson,
  field,
  isRecord,
  listField,
  recordOf,
  stringOf,
  textField,
} from '../../src/text/json.js';

const ODD: readonly unknown[] = [undefined, null, 0, true, 'text', [1], () => 1];

describe('JSON of which nobody has checked the shape', () => {
  it.each(ODD.map((value) => [value]))('reads absent fields of %p', (value) => {
    expect(isRecord(value)).toBe(false);
    expect(recordOf(value)).toEqual({});
    expect(field(value, 'length')).toBeUndefined();
    expect(textField(value, 'length')).toBeUndefined();
    expect(listField(value, 'length')).toEqual([]);
  });

  it('reads fields of the type that is wanted', () => {
    const value = { text: 'a', list: [1], record: { text: 'b' } };
    expect(textField(value, 'text')).toBe('a');
    expect(textField(value, 'list')).toBeUndefined();
    expect(listField(value, 'list')).toEqual([1]);
    expect(listField(value, 'text')).toEqual([]);
    expect(textField(field(value, 'record'), 'text')).toBe('b');
    expect(arrayOf('a')).toEqual([]);
    expect(stringOf(1)).toBe('');
  });

  it('reads own fields only', () => {
    expect(field({}, 'constructor')).toBeUndefined();
    expect(field(JSON.parse('{"__proto__":{"a":1}}'), 'a')).toBeUndefined();
  });

  it('leaves invisible characters out of what is shown and in what is compared', () => {
    expect(stringOf('a\u200bb')).toBe('ab');
    expect(textField({ name: 'a\u200bb' }, 'name')).toBe('a\u200bb');
  });
});

describe('a copy of JSON', () => {
  it('is equal, and shares nothing', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const value: unknown = JSON.parse(text);
        const copy = copyOfJson(value);
        expect(copy).toEqual(value);
        expect(sharedBy(value, copy)).toEqual([]);
      }),
    );
  });

  it('has no other prototype where a member is called so', () => {
    const copy = copyOfJson({ inner: JSON.parse('{"__proto__":{"isAdmin":true}}') as object });
    expect(field(copy.inner, 'isAdmin')).toBeUndefined();
    expect(Object.keys(copy.inner)).toEqual(['__proto__']);
  });

  it('takes over what JSON cannot hold', () => {
    const value = { at: new Date(0), bytes: new Uint8Array([1]), none: undefined };
    const copy = copyOfJson(value);
    expect(copy).toEqual(value);
    expect(sharedBy(value, copy)).toEqual([]);
  });
});

/** The objects that both hold. */
function sharedBy(one: unknown, other: unknown): readonly unknown[] {
  const within = (value: unknown): unknown[] =>
    typeof value === 'object' && value !== null ? [value, ...Object.values(value).flatMap(within)] : [];
  const others = new Set(within(other));
  return within(one).filter((value) => others.has(value));
}
