import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { escapeHtml, html } from '../../src/web/html.js';

/** What a browser reads in escaped text. */
function read(markup: string): string {
  return markup.replaceAll(/&#(\d+);/g, (_entity, code: string) => String.fromCodePoint(Number(code)));
}

const MARKS = ['<', '>', '"', "'", '&', ';', '#', '=', '/', ' ', 'a', 'x', '!', '-', '\n'];
const nasty = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...MARKS) }));

describe('html', () => {
  it('lets no value out of the place that it stands in', () => {
    fc.assert(
      fc.property(nasty, nasty, (text, attribute) => {
        const { markup } = html`<p title="${attribute}">${text}</p>`;
        const match = /^<p title="([^"<>']*)">([^<>"']*)<\/p>$/.exec(markup);
        expect(match).not.toBeNull();
        expect([read(match?.[1] ?? ''), read(match?.[2] ?? '')]).toEqual([attribute, text]);
      }),
    );
  });

  it('gives back what it escaped, so nothing is lost or escaped twice', () => {
    fc.assert(fc.property(nasty, (text) => expect(read(escapeHtml(text))).toBe(text)));
  });

  it('nests markup and lists of it without escaping them again', () => {
    const items = ['a', '<b>'].map((text) => html`<li>${text}</li>`);
    expect(html`${items}`.markup).toBe('<li>a</li><li>&#60;b&#62;</li>');
    expect(html`${undefined}${7}`.markup).toBe('7');
  });

  it.each([
    '/a',
    '/',
    '#top',
    'https://a.example/?x=1',
    'http://127.0.0.1:1/',
    'cursor://x/y',
    'vscode:mcp/install?x',
  ])('leads to %s', (address) => {
    expect(html`<a href="${address}">x</a>`.markup).toContain(escapeHtml(address));
  });

  it.each([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    '//evil.example/',
    String.raw`/\evil.example/`,
    'x.html',
    '',
  ])('refuses to lead to %j', (address) => {
    expect(() => html`<a href="${address}">x</a>`).toThrow('no address');
    expect(() => html`<form action="${address}">x</form>`).toThrow('no address');
  });

  it('refuses a value in an attribute without quotes', () => {
    expect(() => html`<p class=${'a b'}>x</p>`).toThrow('quotes');
    expect(() => html`<p class=${'a b'}>x</p>`).toThrow('quotes');
  });
});
