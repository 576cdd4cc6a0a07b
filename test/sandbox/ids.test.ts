import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bareId, objectUrl, parseId, propertyId, stableId } from '../../src/sandbox/ids.js';

describe('ids', () => {
  it('makes UUIDs that Notion’s own check accepts, with and without dashes', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        const id = stableId(name);
        expect(parseId(id)).toBe(id);
        expect(parseId(bareId(id).toUpperCase())).toBe(id);
      }),
    );
  });

  it.each(['', 'AAA', '12345678-1234-1234-1234-123456789abc', '11111111-1111-9111-8111-111111111111'])(
    'refuses %p',
    (text) => {
      expect(parseId(text)).toBeUndefined();
    },
  );

  it('makes four-character property ids, some of which need encoding', () => {
    const ids = Array.from({ length: 50 }, (_, index) => propertyId('source', `column ${index}`));
    expect(ids.every((id) => id.length === 4)).toBe(true);
    expect(ids.some((id) => encodeURIComponent(id) !== id)).toBe(true);
  });

  it('puts the words of a title into the address', () => {
    const id = '598337872-cf9-4fdf-8782-e53db20768a5';
    expect(objectUrl(id, 'Tuscan kale, “raw”')).toBe(
      'https://app.notion.com/p/Tuscan-kale-raw-598337872cf94fdf8782e53db20768a5',
    );
    expect(objectUrl(id, 'مرحبا')).toBe('https://app.notion.com/p/598337872cf94fdf8782e53db20768a5');
  });
});
