import { describe, expect, it } from '@jest/globals';
import { attachGuides } from '../../src/web/pages/attach-guides.js';
import { consentPage, type ConsentClient } from '../../src/web/pages/consent-page.js';
import { readAppForm, readConsentForm } from '../../src/web/pages/consent-form.js';
import { formTokenOf, isFormToken } from '../../src/web/forms.js';
import { placeText, returnPlaceOf } from '../../src/web/return-place.js';
import { sitePaths } from '../../src/web/site-paths.js';
import { whenText } from '../../src/web/relative-time.js';
import { wordsOf } from '../notion-oauth/browser.js';

describe('the time of something', () => {
  const now = new Date('2026-11-20T12:00:00Z');

  it.each([
    ['2026-11-20T12:00:05Z', 'just now'],
    ['2026-11-20T11:59:30Z', 'just now'],
    ['2026-11-20T11:59:00Z', '1 minute ago'],
    ['2026-11-20T11:01:00Z', '59 minutes ago'],
    ['2026-11-20T11:00:00Z', '1 hour ago'],
    ['2026-11-19T12:00:01Z', '23 hours ago'],
    ['2026-11-19T12:00:00Z', '1 day ago'],
    ['2026-10-22T12:00:00Z', '29 days ago'],
    ['2026-10-21T12:00:00Z', 'on 21 October 2026'],
  ])('%s is %s', (date, text) => {
    expect(whenText(new Date(date), now)).toBe(text);
  });
});

describe('where an app sends people back to', () => {
  it.each([
    ['https://claude.ai/api/mcp/auth_callback', 'site', 'claude.ai'],
    ['https://vscode.dev/redirect', 'site', 'vscode.dev'],
    ['https://localhost.example.com/', 'site', 'localhost.example.com'],
    ['https://cläude.ai/', 'site', 'xn--clude-hra.ai'],
    ['http://127.0.0.1:33418/', 'computer', 'this computer (127.0.0.1:33418)'],
    ['http://[::1]:1/cb', 'computer', 'this computer ([::1]:1)'],
    ['http://localhost:6274/oauth/callback', 'computer', 'this computer (localhost:6274)'],
    [
      'cursor://anysphere.cursor-mcp/oauth/callback',
      'scheme',
      'the program on your device behind cursor://anysphere.cursor-mcp',
    ],
    ['com.example.app:/cb', 'scheme', 'the program on your device behind com.example.app:'],
  ])('%s is a %s: %s', (uri, kind, text) => {
    const place = returnPlaceOf(uri);
    expect([place.kind, placeText(place)]).toEqual([kind, text]);
  });
});

describe('the consent page', () => {
  const warningFor = (client: ConsentClient): string => {
    const { main } = consentPage({
      client,
      scopes: ['notion:read'],
      person: undefined,
      workspaces: [],
      canConnectAnother: true,
      pages: '',
      action: '/consent',
      formToken: 'token',
    });
    return wordsOf(/role="note">([\s\S]*?)<\/div>/.exec(main.markup)?.[1] ?? '');
  };
  const site = 'https://claude.ai/callback';

  it.each([
    ['an app whose own site vouches for it', { redirectUri: site, vouchedBy: 'claude.ai' }, /^$/],
    [
      'an app that named itself',
      { redirectUri: site, vouchedBy: null },
      /under any name\. Allow it only if you trust claude\.ai/,
    ],
    [
      'an app that another site vouches for',
      { redirectUri: site, vouchedBy: 'evil.example' },
      /trust claude\.ai/,
    ],
    [
      'a program on this computer',
      { redirectUri: 'http://127.0.0.1:1/', vouchedBy: 'claude.ai' },
      /Any program/,
    ],
    ['a program with a scheme', { redirectUri: 'cursor://x/y', vouchedBy: null }, /Any program/],
  ] as const)('warns of %s', (_case, client, words) => {
    expect(warningFor({ name: 'Claude', ...client })).toMatch(words);
  });
});

describe('the forms', () => {
  it.each([
    [
      { decision: 'allow', workspace: ['a', 'b'] },
      { decision: 'allow', workspaceIds: ['a', 'b'] },
    ],
    [
      { decision: 'allow', workspace: 'a' },
      { decision: 'allow', workspaceIds: ['a'] },
    ],
    [{ decision: 'deny' }, { decision: 'deny', workspaceIds: [] }],
    [
      { decision: 'connect', form_token: 'x' },
      { decision: 'connect', workspaceIds: [] },
    ],
    [{ decision: 'yes' }, undefined],
    [{ decision: ['allow', 'deny'] }, undefined],
    [{ workspace: 'a' }, undefined],
    [{ decision: 'allow', workspace: '' }, undefined],
    [{ decision: 'allow', workspace: { a: 'b' } }, undefined],
    [{ decision: 'allow', workspace: Array.from({ length: 201 }, String) }, undefined],
    [undefined, undefined],
    ['allow', undefined],
    [
      { decision: 'allow', changes: 'yes' },
      { decision: 'allow', workspaceIds: [], mayWrite: true },
    ],
    [{ decision: 'allow', changes: 'all' }, undefined],
  ])('%j is %j', (body, answer) => {
    expect(readConsentForm(body)).toEqual(answer && { mayWrite: false, ...answer });
  });

  it('read no workspace, one and several', () => {
    const bodies = [{}, { workspace: 'a' }, { workspace: ['a', 'b'] }, null];
    expect(bodies.map((body) => readAppForm(body)?.workspaceIds)).toEqual([[], ['a'], ['a', 'b'], undefined]);
  });

  it('tell no pages from an empty field, and take the field once and not endless', () => {
    const bodies = [
      {},
      { pages: '' },
      { pages: 'a\r\nb' },
      { pages: ['a', 'b'] },
      { pages: 'a'.repeat(20_001) },
    ];
    expect(bodies.map((body) => readAppForm(body)?.pages)).toEqual([
      undefined,
      '',
      'a\r\nb',
      undefined,
      undefined,
    ]);
    expect(readAppForm({ pages: ['a', 'b'] })).toBeUndefined();
    expect(readConsentForm({ decision: 'allow', pages: 'a'.repeat(20_001) })).toBeUndefined();
  });

  it('carry a token that is of this browser alone and does not show its secret', () => {
    const token = formTokenOf('secret');
    expect(isFormToken(token, 'secret')).toBe(true);
    expect(token).not.toContain('secret');
    for (const other of [
      formTokenOf('other'),
      token.slice(1),
      `${token}x`,
      '',
      undefined,
      [token],
      'ß'.repeat(43),
    ]) {
      expect(isFormToken(other, 'secret')).toBe(false);
    }
  });
});

describe('the links into apps', () => {
  const guides = attachGuides('https://mcp.example.com/mcp');
  const linkOf = (name: string): URL =>
    new URL(guides.find((guide) => guide.name === name)?.link?.href ?? '');

  it("hold the server's settings as Cursor reads them", () => {
    const { searchParams, href } = linkOf('Cursor');
    expect(href).toMatch(/^cursor:\/\/anysphere\.cursor-deeplink\/mcp\/install\?/);
    expect(searchParams.get('name')).toBe('notion');
    expect(JSON.parse(Buffer.from(searchParams.get('config') ?? '', 'base64').toString())).toEqual({
      url: 'https://mcp.example.com/mcp',
    });
  });

  it("hold the server's settings as VS Code reads them", () => {
    const { href, search } = linkOf('VS Code');
    expect(href).toMatch(/^vscode:mcp\/install\?/);
    expect(JSON.parse(decodeURIComponent(search.slice(1)))).toEqual({
      name: 'notion',
      type: 'http',
      url: 'https://mcp.example.com/mcp',
    });
  });
});

it('paths stay below the path of the public address, and take any id', () => {
  expect(sitePaths('https://example.com').home).toBe('/');
  const paths = sitePaths('https://example.com/notion/');
  expect([paths.home, paths.connections]).toEqual(['/notion/', '/notion/connections']);
  const id = 'https://a.example/x?y=1&z=ü';
  expect(new URL(paths.app(id), 'https://example.com').searchParams.get('id')).toBe(id);
});
