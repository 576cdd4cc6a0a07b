import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findJsonExcess, JsonShape } from '../../src/text/json-shape.js';

const limits = { depth: 4, members: 12 };

describe('the shape of JSON', () => {
  it('is the same in pieces, wherever they end', () => {
    const texts = fc.string({ unit: fc.constantFrom('"', '\\', ',', '[', ']', '{', '}', 'a', 'é') });
    fc.assert(
      fc.property(texts, fc.array(fc.nat(40)), (text, cuts) => {
        const bytes = Buffer.from(text);
        const whole = findJsonExcess(bytes, limits);
        expect(findJsonExcess(text, limits)).toBe(whole);
        const shape = new JsonShape(bytes, limits);
        const ends = [...cuts.filter((cut) => cut < bytes.length).toSorted((a, b) => a - b), bytes.length];
        let excess: string | undefined;
        for (const end of ends) {
          excess ??= shape.readTo(end);
        }
        expect(excess).toBe(whole);
      }),
    );
  });
});
