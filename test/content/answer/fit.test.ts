import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fitNotes, renderWithin } from '../../../src/content/answer/fit.js';

describe('renderWithin', () => {
  it('keeps to the maximum wherever what stands around the text leaves the least room', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 900 }),
        fc.integer({ min: -500, max: 3000 }),
        fc.integer({ min: 0, max: 5000 }),
        async (around, begin, length) => {
          const render = (room: number): Promise<string> =>
            Promise.resolve('x'.repeat(around + Math.min(room, length)));
          expect((await renderWithin(1000, begin, 100, render)).length).toBeLessThanOrEqual(1000);
        },
      ),
    );
  });

  it('gives the text all the room that it was begun with if it fits', async () => {
    expect(await renderWithin(100, 80, 10, (room) => Promise.resolve('x'.repeat(room)))).toHaveLength(80);
  });
});

describe('fitNotes', () => {
  it('keeps to the maximum and counts what is left out', () => {
    const notes = fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 8 });
    fc.assert(
      fc.property(notes, fc.integer({ min: 60, max: 1200 }), (lengths, maximum) => {
        const given = lengths.map((length) => 'n'.repeat(length));
        const fitted = fitNotes([...given, ''], maximum);
        expect(fitted.join('\n').length).toBeLessThanOrEqual(maximum);
        const shown = fitted.filter((note) => note.startsWith('n')).length;
        const left = Number(/^(\d+) more notes? omitted/.exec(fitted.at(-1) ?? '')?.[1] ?? 0);
        expect(shown + left).toBe(given.length);
      }),
    );
  });
});
