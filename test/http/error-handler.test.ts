import { describe, expect, it } from '@jest/globals';
import type { Request, Response } from 'express';
import { UnavailableError } from '../../src/errors.js';
import { errorHandler } from '../../src/http/error-handler.js';
import { say } from '../../src/text/words.js';
import { silentLog, type Log } from '../../src/telemetry/log/log.js';

/** What the handler did with an error: which response it chose, what it logged and set. */
function handle(
  error: unknown,
  { headersSent = false, isGone = false }: { readonly headersSent?: boolean; readonly isGone?: boolean } = {},
): readonly string[] {
  const done: string[] = [];
  const log: Log = {
    ...silentLog,
    warn: (message) => void done.push(`warn ${message}`),
    error: (message) => void done.push(`error ${message}`),
  };
  const response = {
    headersSent,
    set: (name: string, value: string) => done.push(`${name}: ${value}`),
  } as unknown as Response;
  const request = { socket: { destroyed: isGone } } as unknown as Request;
  errorHandler(log, {
    clientError: (_response, status) => void done.push(`client error ${status}`),
    outage: () => void done.push('outage'),
    internalError: () => void done.push('internal error'),
  })(error, request, response, (passed: unknown) => void done.push(passed === error ? 'passed on' : 'lost'));
  return done;
}

const tooLarge = Object.assign(new Error('too large'), { status: 413 });

describe('the error handler', () => {
  it.each([
    ['a request that cannot be parsed', tooLarge, ['client error 413']],
    [
      'an outage',
      new UnavailableError(say`The database is unavailable.`, say`Try again.`),
      ['warn a request could not be served now', 'retry-after: 5', 'outage'],
    ],
    ['an internal error', new Error('secret'), ['error a request failed unexpectedly', 'internal error']],
    [
      'a status that is not the client’s fault',
      Object.assign(new Error('bad gateway'), { status: 502 }),
      ['error a request failed unexpectedly', 'internal error'],
    ],
    ['what is no error at all', 'thrown text', ['error a request failed unexpectedly', 'internal error']],
  ])('answers %s', (_what, error, done) => {
    expect(handle(error)).toEqual(done);
  });

  it('passes on what fails after the response has begun', () => {
    expect(handle(tooLarge, { headersSent: true })).toEqual(['passed on']);
  });

  it('writes nothing to a client that cut its request off', () => {
    expect(handle(tooLarge, { isGone: true })).toEqual([]);
  });

  it('logs an internal error even where the client is gone', () => {
    expect(handle(new Error('secret'), { isGone: true })).toContain('error a request failed unexpectedly');
  });
});
