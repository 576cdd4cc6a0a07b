import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseReturnTo, withConnection } from '../../../src/notion-oauth/routes/return-to.js';

const ALLOWED = ['https://app.example.com', 'http://localhost:8080'];

describe('parseReturnTo', () => {
  it.each([
    ['https://app.example.com', 'https://app.example.com/'],
    ['https://app.example.com/a/b?c=d#e', 'https://app.example.com/a/b?c=d#e'],
    ['https://APP.example.com:443/', 'https://app.example.com/'],
    ['http://localhost:8080/x', 'http://localhost:8080/x'],
    // Browsers read backslashes and tabs so, too; what is used is what was compared.
    ['https:\\\\app.example.com\\x', 'https://app.example.com/x'],
    ['https://app.exam\tple.com/', 'https://app.example.com/'],
    // A fragment or query may hold anything.
    ['https://app.example.com/?next=//evil.example', 'https://app.example.com/?next=//evil.example'],
  ])('takes %j', (text, url) => {
    expect(parseReturnTo(text, ALLOWED)).toBe(url);
  });

  it.each([
    'https://evil.example/https://app.example.com',
    'https://app.example.com.evil.example',
    'https://app.example.comevil.example',
    'https://evil.example#app.example.com',
    'https://app.example.com@evil.example',
    'https://user@app.example.com',
    'https://app.example.com:444',
    'http://app.example.com',
    'http://localhost',
    'ftp://app.example.com',
    'blob:https://app.example.com/1',
    'javascript:alert(1)',
    '//app.example.com',
    '/x',
    'app.example.com',
    'https://\u0430pp.example.com',
    `https://app.example.com/${'x'.repeat(2048)}`,
  ])('refuses %j', (text) => {
    expect(parseReturnTo(text, ALLOWED)).toBeUndefined();
  });

  it('allows nothing where nothing is allowed', () => {
    expect(parseReturnTo('https://app.example.com', [])).toBeUndefined();
    expect(parseReturnTo('data:text/html,x', ['null'])).toBeUndefined();
  });

  it('never leaves the allowed origins, whatever surrounds them', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('', ...ALLOWED), fc.string(), (before, origin, after) => {
        const url = parseReturnTo(`${before}${origin}${after}`, ALLOWED);
        expect(url === undefined || ALLOWED.includes(new URL(url).origin)).toBe(true);
      }),
    );
  });
});

it('adds the news and keeps the rest', () => {
  expect(withConnection('https://app.example.com/a?b=c&notion=old#d', 'id')).toBe(
    'https://app.example.com/a?b=c&notion=connected&connectionId=id#d',
  );
});
