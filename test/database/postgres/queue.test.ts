import { describe, expect, it } from '@jest/globals';
import { Queue } from '../../../src/database/postgres/queue.js';
import { UnavailableError } from '../../../src/errors.js';

describe('a queue', () => {
  it('runs one after the other, in order, and goes on after a failure', async () => {
    const queue = new Queue(Infinity);
    const course: string[] = [];
    const run = (name: string) =>
      queue.run(async () => {
        course.push(`${name} begins`);
        await Promise.resolve();
        course.push(`${name} ends`);
        if (name === 'b') {
          throw new Error('It failed.');
        }
        return name;
      });
    const ends = await Promise.allSettled([run('a'), run('b'), run('c')]);
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(course).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });

  it('does not begin what has waited too long', async () => {
    let begun = 0;
    const late = new Queue(-1).run(() => Promise.resolve((begun += 1)));
    await expect(late).rejects.toThrow(UnavailableError);
    expect(begun).toBe(0);
  });
});
