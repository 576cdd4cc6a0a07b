import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FairQueue } from '../../../src/notion/limits/fair-queue.js';

const spaces = ['a', 'b', 'c'].map((name) => ({ name }));
const calls = spaces.map(({ name }) => ['1', '2'].map((call) => ({ name: name + call })));

interface Item {
  readonly fairnessKeys: readonly object[];
  readonly label: string;
}

const item = (space: number, call: number, label = `${space}${call}`): Item => ({
  fairnessKeys: [spaces[space] ?? {}, calls[space]?.[call] ?? {}],
  label,
});

function drain(queue: FairQueue<Item>): string[] {
  const labels: string[] = [];
  for (let next = queue.take(); next !== undefined; next = queue.take()) {
    labels.push(next.label);
  }
  return labels;
}

describe('FairQueue', () => {
  it('gives a single item its turn after one of the many', () => {
    const queue = new FairQueue<Item>();
    for (let index = 0; index < 100; index += 1) {
      queue.add(item(0, 0, 'many'));
    }
    queue.add(item(0, 1, 'call of the same space'));
    queue.add(item(1, 0, 'another space'));
    expect(drain(queue).slice(0, 4)).toEqual(['many', 'another space', 'call of the same space', 'many']);
  });

  it('shares between spaces, whatever number of calls each has', () => {
    const queue = new FairQueue<Item>();
    for (let index = 0; index < 10; index += 1) {
      queue.add(item(0, 0));
      queue.add(item(0, 1));
      queue.add(item(1, 0));
    }
    expect(drain(queue).slice(0, 8)).toEqual(['00', '10', '01', '10', '00', '10', '01', '10']);
  });

  const places = fc.record({ space: fc.nat(2), call: fc.nat(1), leaves: fc.boolean() });

  it('loses nobody, gives out nobody twice, and keeps the order within a call', () => {
    fc.assert(
      fc.property(fc.array(places, { maxLength: 60 }), (all) => {
        const queue = new FairQueue<Item>();
        const items = all.map(({ space, call }, index) => item(space, call, `${space}${call}-${index}`));
        items.forEach((each) => queue.add(each));
        const left = items.filter((_each, index) => all[index]?.leaves === true);
        left.forEach((each) => queue.delete(each));
        left.forEach((each) => queue.delete(each));
        const staying = items.filter((each) => !left.includes(each)).map(({ label }) => label);
        expect(queue.size).toBe(staying.length);
        expect(queue.last()).toBe(queue.inOrder().at(-1));
        expect(queue.inOrder().map(({ label }) => label)).toEqual(drain(queue));
        queue.delete(item(0, 0));
        expect(queue.size).toBe(0);
        items.forEach((each) => queue.add(each));
        left.forEach((each) => queue.delete(each));
        const given = drain(queue);
        expect(given.toSorted()).toEqual(staying.toSorted());
        for (const call of new Set(given.map((label) => label.slice(0, 2)))) {
          const of = (labels: string[]): string[] => labels.filter((label) => label.startsWith(call));
          expect(of(given)).toEqual(of(staying));
        }
      }),
    );
  });

  it('never lets a space wait for more than one turn of each other space', () => {
    fc.assert(
      fc.property(fc.array(places, { minLength: 1, maxLength: 60 }), (all) => {
        const queue = new FairQueue<Item>();
        all.forEach(({ space, call }) => queue.add(item(space, call)));
        const given = drain(queue);
        for (const [index, label] of given.entries()) {
          const space = label.slice(0, 1);
          const next = given.findIndex((other, later) => later > index && other.startsWith(space));
          expect(next === -1 ? 0 : next - index).toBeLessThanOrEqual(spaces.length);
        }
      }),
    );
  });
});
