import { describe, expect, it } from '@jest/globals';
import { assert, ipV4, ipV6, property, string } from 'fast-check';
import { isPublicAddress } from '../../../src/http/fetch/public-address.js';

describe('isPublicAddress', () => {
  it.each([
    ['8.8.8.8', true],
    ['104.16.132.229', true],
    ['172.15.255.255', true],
    ['172.32.0.1', true],
    ['2606:4700::6810:84e5', true],
    ['2a00:1450:4001:81b::200e', true],
    ['0.0.0.0', false],
    ['10.1.2.3', false],
    ['100.64.0.1', false],
    ['127.0.0.1', false],
    ['127.255.255.254', false],
    ['169.254.169.254', false],
    ['169.254.170.2', false],
    ['172.16.0.1', false],
    ['172.31.255.255', false],
    ['192.168.1.1', false],
    ['192.0.0.192', false],
    ['192.0.2.1', false],
    ['198.18.0.1', false],
    ['198.51.100.1', false],
    ['203.0.113.1', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['::', false],
    ['::1', false],
    ['::ffff:127.0.0.1', false],
    ['::ffff:8.8.8.8', false],
    ['::127.0.0.1', false],
    ['64:ff9b::7f00:1', false],
    ['64:ff9b:1::7f00:1', false],
    ['2001::1', false],
    ['2001:db8::1', false],
    ['2002:7f00:1::', false],
    ['fc00::1', false],
    ['fd00:ec2::254', false],
    ['fe80::1', false],
    ['fe80::1%eth0', false],
    ['ff02::1', false],
    ['3fff::1', false],
    ['localhost', false],
    ['127.1', false],
    ['0x7f.0.0.1', false],
    ['2130706433', false],
    ['', false],
  ])('%s: %s', (address, expected) => {
    expect(isPublicAddress(address)).toBe(expected);
  });

  it('never throws, and knows no public address that is none', () => {
    assert(property(string(), (text) => typeof isPublicAddress(text) === 'boolean'));
    assert(property(ipV4(), (text) => !/^(?:10|127)\./.test(text) || !isPublicAddress(text)));
    assert(property(ipV6(), (text) => /^[23]/.test(text) || !isPublicAddress(text)));
  });
});
