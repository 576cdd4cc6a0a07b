import { describe, expect, it } from '@jest/globals';
import type { HostedRefresh } from '../../../src/sandbox/hosted/hosted-sandbox.js';
import { wasLostTwice } from './lost-twice.js';

const issued = (at: number, process: number, isAnswered = true): HostedRefresh => ({
  person: 'ada',
  agent: `process ${process}`,
  at,
  isIssued: true,
  isAnswered,
});
const refused = (at: number): HostedRefresh => ({ ...issued(at, 9), isIssued: false });
const nobody = new Map<number, number>();

describe('two lost answers', () => {
  it('are proven by answers that were not sent, and by processes that were killed meanwhile', () => {
    expect(wasLostTwice([issued(1, 1, false), issued(2, 1, false), refused(3)], nobody)).toBe(true);
    expect(wasLostTwice([issued(1, 1, false), issued(2, 2), refused(9)], new Map([[2, 5]]))).toBe(true);
    expect(
      wasLostTwice(
        [issued(1, 1), issued(4, 2), refused(9)],
        new Map([
          [1, 2],
          [2, 5],
        ]),
      ),
    ).toBe(true);
  });

  it('are not guessed from a refusal', () => {
    expect(wasLostTwice([issued(1, 1), issued(2, 1), refused(3)], nobody)).toBe(false);
    expect(wasLostTwice([issued(1, 1, false), issued(2, 1), refused(3)], nobody)).toBe(false);
    // Killed before it asked cannot be, and after the refusal explains nothing.
    expect(wasLostTwice([issued(4, 1), issued(5, 1, false), refused(9)], new Map([[1, 3]]))).toBe(false);
    expect(wasLostTwice([issued(4, 1), issued(5, 1, false), refused(9)], new Map([[1, 10]]))).toBe(false);
    expect(wasLostTwice([issued(1, 1, false), refused(3)], nobody)).toBe(false);
    expect(wasLostTwice([issued(1, 1, false), issued(2, 1, false)], nobody)).toBe(false);
    expect(wasLostTwice([], nobody)).toBe(false);
  });
});
