import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InputError } from '../../src/errors.js';
import { undashed } from '../../src/notion/reference.js';
import { parseViewReference, readDatabaseReference } from '../../src/notion/view-reference.js';

const DATABASE = '4f1d2c3b-5a69-4788-8796-a5b4c3d2e1f0';
const VIEW = '91827364-5546-4732-8190-a0b0c0d0e0f0';
const ROW = 'aaaabbbb-cccc-4ddd-8eee-ffff00001111';
const URL = `https://www.notion.so/harbour/Berths-${undashed(DATABASE)}`;

it.each([
  [`${URL}?v=${undashed(VIEW)}`, `${URL}?v=${undashed(VIEW)}`, VIEW],
  [`${URL}?v=${VIEW}`, `${URL}?v=${VIEW}`, VIEW],
  [`${URL}?v=${undashed(VIEW).toUpperCase()}&pvs=4`, `${URL}?v=${undashed(VIEW).toUpperCase()}&pvs=4`, VIEW],
  [`${URL}?p=${undashed(ROW)}&v=${undashed(VIEW)}`, `${URL}?v=${undashed(VIEW)}`, VIEW],
  [`${URL}?v=${undashed(VIEW)}&p=${undashed(ROW)}&pm=s`, `${URL}?v=${undashed(VIEW)}&pm=s`, VIEW],
  [`${URL}?p=${ROW}#top`, `${URL}?#top`, undefined],
  [`<${URL}?v=${undashed(VIEW)}>`, `<${URL}?v=${undashed(VIEW)}>`, VIEW],
  [`view://${VIEW}`, `view://${VIEW}`, VIEW],
  [`collection://${DATABASE}`, `collection://${DATABASE}`, undefined],
  [`${URL}?pvs=4&amp;v=${undashed(VIEW)}`, `${URL}?pvs=4&amp;v=${undashed(VIEW)}`, VIEW],
  [encodeURIComponent(`${URL}?v=${undashed(VIEW)}`), `${URL}?v=${undashed(VIEW)}`, VIEW],
  [`${URL}?v=12345`, `${URL}?v=12345`, undefined],
  [DATABASE, DATABASE, undefined],
  // The only id is the row's: nothing would be left without it.
  [`https://www.notion.so/harbour?p=${ROW}`, `https://www.notion.so/harbour?p=${ROW}`, undefined],
  [`Berths?v=${undashed(VIEW)}`, `Berths?v=${undashed(VIEW)}`, undefined],
])('reads the view and the database of %s', (text, database, viewId) => {
  expect(readDatabaseReference(text)).toEqual({ database, viewId });
});

it.each([
  [`${URL}?v=${undashed(VIEW)}`, VIEW],
  [`view://${VIEW}`, VIEW],
  [undashed(VIEW), VIEW],
  [`?v=${undashed(VIEW)}`, VIEW],
  [encodeURIComponent(`${URL}?v=${VIEW}`), VIEW],
  ['Free berths', undefined],
])('reads a view argument: %s', (text, viewId) => {
  expect(parseViewReference(text)).toBe(viewId);
});

it('refuses a URL that names no view', () => {
  expect(() => parseViewReference(URL)).toThrow(InputError);
  expect(() => parseViewReference('https://example.com/?v=1')).toThrow(InputError);
});

it('leaves names as they are', () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      expect(readDatabaseReference(name).database).toBe(name);
    }),
  );
});
