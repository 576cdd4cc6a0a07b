import { describe, expect, it } from '@jest/globals';
import express from 'express';
import type { AddressedRequest } from '../../../src/http/limits/client-address.js';
import { AuthenticationThrottle } from '../../../src/http/limits/authentication-throttle.js';
import type { Log } from '../../../src/telemetry/log/log.js';

const VALID = 'valid-token';
const app = express();
const from = (remoteAddress: string): AddressedRequest =>
  Object.assign(Object.create(app.request), { app, headers: {}, socket: { remoteAddress } });

function guard() {
  const clock = { now: 0 };
  const pauses: number[] = [];
  const lines: string[] = [];
  const warn: Log['warn'] = (message, fields) => lines.push(`${message} ${JSON.stringify(fields)}`);
  const failures = new AuthenticationThrottle({
    log: { info: warn, warn, error: warn },
    now: () => clock.now,
    pause: (milliseconds) => {
      pauses.push(milliseconds);
      return Promise.resolve();
    },
  });
  const prove = async (token: string, address = '198.41.0.4'): Promise<string> => {
    const proof = await failures.authenticate(from(address), 'mcp', token, (text) =>
      Promise.resolve(text === VALID ? 'somebody' : undefined),
    );
    return proof.kind === 'flooding' ? `${proof.kind} ${proof.seconds}` : proof.kind;
  };
  return { clock, pauses, lines, failures, prove };
}

describe('FailedCallers', () => {
  it('answers the first failures at once, the next slower and slower, and then says when to come again', async () => {
    const { clock, pauses, prove } = guard();
    const found = [];
    for (let number = 0; number < 32; number += 1) {
      found.push(await prove(`guess ${number}`));
    }
    expect(found.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 'refused'));
    expect(found.slice(30)).toEqual(['flooding 60', 'flooding 60']);
    expect(pauses.slice(0, 6)).toEqual([50, 100, 200, 400, 800, 1000]);
    expect(Math.max(...pauses)).toBe(1000);
    clock.now = 45_000;
    expect(await prove('guess')).toBe('flooding 15');
    clock.now = 60_000;
    expect(await prove('guess')).toBe('refused');
  });

  it('lets a valid token pass at once, however many others at its address fail', async () => {
    const { pauses, prove } = guard();
    for (let number = 0; number < 1000; number += 1) {
      await prove(`guess ${number}`);
    }
    pauses.length = 0;
    expect([await prove(VALID), await prove(VALID)]).toEqual(['proven', 'proven']);
    expect(pauses).toEqual([]);
  });

  it('looks up few tokens of a flooding address at once, but those it knows are not in the queue', async () => {
    const { failures, prove } = guard();
    expect(await prove(VALID)).toBe('proven');
    for (let number = 0; number < 31; number += 1) {
      await prove(`guess ${number}`);
    }
    let lookUps = 0;
    let release: () => void = () => undefined;
    const held = new Promise<undefined>((resolve) => {
      release = () => resolve(undefined);
    });
    const flood = Array.from({ length: 100 }, (_, number) =>
      failures.authenticate(from('198.41.0.4'), 'mcp', `another ${number}`, () => {
        lookUps += 1;
        return held;
      }),
    );
    expect(await prove(VALID)).toBe('proven');
    expect(lookUps).toBe(4);
    release();
    const outcomes = await Promise.all(flood);
    expect(outcomes.every(({ kind }) => kind === 'flooding')).toBe(true);
    expect(lookUps).toBe(36);
  });

  it('holds back few answers at once: each would hold its connection', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let paused = 0;
    const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };
    const failures = new AuthenticationThrottle({
      log: silent,
      now: () => 0,
      pause: () => {
        paused += 1;
        return held;
      },
    });
    const flood = Array.from({ length: 30 }, () =>
      failures.authenticate(from('198.41.0.4'), 'mcp', 'guess', () => undefined),
    );
    await new Promise((resolve) => setImmediate(resolve));
    expect(paused).toBe(10);
    release();
    await Promise.all(flood);
  });

  it('knows no token any more that has ended', async () => {
    const { failures, prove } = guard();
    await prove(VALID);
    const ended = await failures.authenticate(from('198.41.0.4'), 'mcp', VALID, () => undefined);
    expect(ended.kind).toBe('refused');
  });

  it('tells each address a few times, and a flood from many not endlessly, never what was presented', async () => {
    const { lines, prove } = guard();
    for (let number = 0; number < 150; number += 1) {
      await prove('guess-of-a-secret');
    }
    expect(lines).toEqual(
      [1, 10, 100].map(
        (failures) =>
          `refused a caller whose token is not valid {"address":"198.41.0.4","door":"mcp","failures":${failures}}`,
      ),
    );
    for (let number = 0; number < 500; number += 1) {
      await prove('guess-of-a-secret', `198.41.${number >> 8}.${number & 255}`);
    }
    expect(lines).toHaveLength(21);
    expect(lines.join()).not.toContain('guess');
  });
});
