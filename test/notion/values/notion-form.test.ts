import { describe, expect, it } from '@jest/globals';
import { plainValue } from '../../../src/notion/values/notion-form.js';

const column = (type: string) => ({ id: 'id', name: 'Column', type });

describe('a list or an object as JSON text', () => {
  it.each([
    ['multi_select', '["red", "green"]', ['red', 'green']],
    ['multi_select', '[{"name": "red"}]', ['red']],
    ['people', '["Ada Quill"]', ['Ada Quill']],
    ['relation', '[{"id": "0000"}]', ['0000']],
    ['select', '{"name": "red"}', 'red'],
    ['date', '{"start": "2026-10-01"}', { start: '2026-10-01' }],
  ])('is read for %s: %s', (type, text, value) => {
    expect(plainValue(column(type), text)).toEqual(value);
  });

  it.each([
    ['rich_text', '["red"]'],
    ['url', '["red"]'],
    ['multi_select', '[P1]'],
    ['relation', '[1, 2]'],
  ])('stays a text for %s: %s', (type, text) => {
    expect(plainValue(column(type), text)).toBe(text);
  });
});
