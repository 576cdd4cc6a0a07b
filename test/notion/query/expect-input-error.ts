import { expect } from '@jest/globals';
import { InputError } from '../../../src/errors.js';

/** Runs what must be refused and returns the three things a caller reads. */
export function refusal(run: () => unknown): { argument: string; message: string; advice: string } {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    const { argument, message, advice } = error as InputError; // checked above
    return { argument, message, advice };
  }
  throw new Error('Nothing was refused.');
}
