import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { addressOf, documentLimit } from '../../src/authorization/request-limits.js';

describe('addressOf', () => {
  it.each([
    ['a direct client', '198.41.0.4', undefined, '198.41.0.4'],
    ['a direct client that names another', '198.41.0.4', '9.9.9.9', '198.41.0.4'],
    ['a client behind a proxy', '10.0.0.2', '198.41.0.4', '198.41.0.4'],
    ['a client behind a proxy that names another before', '10.0.0.2', '9.9.9.9, 198.41.0.4', '198.41.0.4'],
    ['two proxies', '::ffff:127.0.0.1', '198.41.0.4, 192.168.0.3', '198.41.0.4'],
    ['a proxy that names nobody', '10.0.0.2', undefined, '10.0.0.2'],
    ['nonsense in the header', '10.0.0.2', 'localhost, <script>', '10.0.0.2'],
    ['a network of IPv6', '2a00:1450:4001:81b::200e', undefined, '2a00:1450:4001:800::/56'],
    ['no address at all', undefined, undefined, 'unknown'],
  ])('%s', (_what, remoteAddress, forwarded, expected) => {
    const headers: IncomingHttpHeaders = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
    expect(addressOf({ socket: { remoteAddress } as never, headers })).toBe(expected);
  });
});

describe('documentLimit', () => {
  it('allows so many a minute, and again in the next', () => {
    let now = 0;
    const may = documentLimit(() => now);
    expect(Array.from({ length: 70 }, may).filter(Boolean)).toHaveLength(60);
    now = 60_000;
    expect(may()).toBe(true);
  });
});
