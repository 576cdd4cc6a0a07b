import { describe, expect, it } from '@jest/globals';
import express from 'express';
import fc from 'fast-check';
import { addressOf } from '../../../src/http/limits/client-address.js';
import { trustedProxies } from '../../../src/mcp/http/trusted-proxies.js';

describe('addressOf', () => {
  /** The address that a request from a peer is counted for, where these proxies are trusted. */
  function counted(proxies: readonly string[] | undefined, peer?: string, forwarded?: string): string {
    const app = express().set('trust proxy', trustedProxies(proxies));
    const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
    return addressOf(Object.assign(Object.create(app.request), { headers, socket: { remoteAddress: peer } }));
  }

  it.each([
    ['a direct client', '198.41.0.4', undefined, '198.41.0.4'],
    ['a direct client that names another', '198.41.0.4', '9.9.9.9', '198.41.0.4'],
    ['a client behind a proxy', '10.0.0.2', '198.41.0.4', '198.41.0.4'],
    ['a client behind a proxy that names another before', '10.0.0.2', '9.9.9.9, 198.41.0.4', '198.41.0.4'],
    ['two proxies', '::ffff:127.0.0.1', '198.41.0.4, 192.168.0.3', '198.41.0.4'],
    ['a proxy that names nobody', '10.0.0.2', undefined, '10.0.0.2'],
    ['the word of a private address, which may be a proxy', '10.0.0.2', '9.9.9.9, 192.168.0.3', '9.9.9.9'],
    ['proxies alone', '10.0.0.2', '192.168.0.9, 192.168.0.3', '10.0.0.2'],
    ['nonsense in the header', '10.0.0.2', 'localhost, <script>', '10.0.0.2'],
    ['nonsense before the client', '10.0.0.2', '<script>, 198.41.0.4', '198.41.0.4'],
    ['a network of IPv6', '2a00:1450:4001:81b::200e', undefined, '2a00:1450:4001:800::/56'],
    ['no address at all', undefined, undefined, 'unknown'],
  ])('%s', (_what, peer, forwarded, expected) => {
    expect(counted(undefined, peer, forwarded)).toBe(expected);
  });

  it.each([
    ['a named proxy', ['10.0.0.2'], '10.0.0.2', '192.168.0.3', '192.168.0.3'],
    ['one in a named network', ['198.41.0.0/16', '10.0.0.0/8'], '198.41.7.7', '9.9.9.9', '9.9.9.9'],
    ['one of IPv6', ['2a00:1450::/32'], '2a00:1450::7', '9.9.9.9', '9.9.9.9'],
    ['one that a socket shows as IPv6', ['10.0.0.2'], '::ffff:10.0.0.2', '9.9.9.9', '9.9.9.9'],
    ['a private stranger beside it', ['10.0.0.2'], '10.0.0.3', '9.9.9.9', '10.0.0.3'],
    ['a public stranger', ['10.0.0.2'], '198.41.0.4', '10.0.0.2', '198.41.0.4'],
    ['what a stranger wrote before the proxy', ['10.0.0.2'], '10.0.0.2', '9.9.9.9, 8.8.8.8', '8.8.8.8'],
    ['anybody, where nobody is trusted', [], '127.0.0.1', '9.9.9.9', '127.0.0.1'],
  ])('%s, with proxies named', (_what, proxies, peer, forwarded, expected) => {
    expect(counted(proxies, peer, forwarded)).toBe(expected);
  });

  it('no header of a stranger changes who is counted', () => {
    const anyHeader = fc.oneof(
      fc.string(),
      fc.array(fc.oneof(fc.ipV4(), fc.ipV6())).map((list) => list.join()),
    );
    fc.assert(
      fc.property(anyHeader, (header) => {
        expect(counted(undefined, '198.41.0.4', header)).toBe('198.41.0.4');
        expect(counted(['10.0.0.2'], '10.0.0.3', header)).toBe('10.0.0.3');
      }),
    );
  });
});
