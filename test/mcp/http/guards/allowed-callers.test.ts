import { describe, expect, it } from '@jest/globals';
import { allowedHostNames, hostCheck } from '../../../../src/mcp/http/guards/allowed-callers.js';

const machine = { hostName: 'Builder', addresses: ['10.0.0.7', 'fe80::7'] };
const loopback = ['127.0.0.1', '[::1]', 'localhost'];

describe('names of the server', () => {
  it.each<[string, string[], string[]]>([
    ['127.0.0.1', [], []],
    ['127.0.0.2', [], ['127.0.0.2']],
    ['::1', [], []],
    ['localhost', ['mcp.example.com'], ['mcp.example.com']],
    ['192.168.1.5', [], ['192.168.1.5']],
    ['0.0.0.0', [], ['10.0.0.7', '[fe80::7]', 'builder']],
    ['::', ['notion-mcp'], ['10.0.0.7', '[fe80::7]', 'builder', 'notion-mcp']],
  ])('bound to %s with %j', (boundTo, configured, more) => {
    const names = [...allowedHostNames(boundTo, configured, machine)];
    expect(names.toSorted()).toEqual([...loopback, ...more].toSorted());
  });
});

it('a missing Host is no name', () => {
  expect(hostCheck(new Set(['localhost']))(undefined)).toBe(false);
});

it('what was allowed once is allowed again, and nothing else with it', () => {
  const isAllowed = hostCheck(new Set(['localhost']));
  for (let port = 1; port <= 200; port += 1) {
    expect([isAllowed(`localhost:${port}`), isAllowed(`evil.example:${port}`)]).toEqual([true, false]);
    expect([isAllowed(`localhost:${port}`), isAllowed(`evil.example:${port}`)]).toEqual([true, false]);
  }
});
