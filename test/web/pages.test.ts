import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { COPY_SCRIPT } from '../../src/web/copy-script.js';
import { appPage } from '../../src/web/pages/app-page.js';
import { disconnectPage, removeAppPage } from '../../src/web/pages/confirm-pages.js';
import { connectionsPage } from '../../src/web/pages/connections-page.js';
import { consentPage } from '../../src/web/pages/consent-page.js';
import { linkPage } from '../../src/web/pages/link-page.js';
import { answerWith, renderPage } from '../../src/web/send-page.js';
import { sitePaths } from '../../src/web/site-paths.js';
import type { WebPage } from '../../src/web/send-page.js';
import { appOf, NOW, workspaceOf } from './fakes/people.js';
import { samplePages } from './sample-pages.js';

function sha256(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

const paths = sitePaths('https://mcp.example.com');

it.each(Object.entries(samplePages))('says what it said before: %s', (_name, { status, title, main }) => {
  expect({ status, title, main: `\n${main.markup}\n` }).toMatchSnapshot();
});

describe('every page', () => {
  it.each(Object.entries(samplePages))('is protected: %s', (_name, page) => {
    const { html, headers } = answerWith(page);
    const style = /<style>([\s\S]*)<\/style>/.exec(html)?.[1] ?? '';
    const script = /<script type="module">([\s\S]*)<\/script>/.exec(html)?.[1];
    const scripts =
      script === undefined
        ? ['', '']
        : [` script-src '${sha256(script)}';`, `; require-trusted-types-for 'script'; trusted-types 'none'`];
    const forms = html.includes('<form') ? "'self'" : "'none'";
    expect(headers).toEqual({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': `default-src 'none'; style-src '${sha256(style)}'; img-src data:;${scripts[0]} base-uri 'none'; form-action ${forms}; frame-ancestors 'none'${scripts[1]}`,
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      ...(page.kind === 'site' ? { 'cross-origin-opener-policy': 'same-origin' } : {}),
    });
    // The one script that stands in a page is ours, and the policy lets no other run.
    expect([undefined, COPY_SCRIPT]).toContain(script);
    expect(html.replace(COPY_SCRIPT, '')).not.toMatch(
      /<script(?! type="module">)|<img|<iframe| on\w+=| style=/,
    );
    expect(html).toContain('<meta name="viewport" content="width=device-width');
  });

  it.each(Object.entries(samplePages))(
    'has one heading of the first order, and its title: %s',
    (_name, page) => {
      expect(page.main.markup.match(/<h1[ >]/g)).toHaveLength(1);
      expect(page.title).not.toBe('');
    },
  );
});

/** Every page that shows a stranger's text, with this text in each of its places. */
function pagesWith(text: string): readonly WebPage[] {
  const workspace = workspaceOf(text, { name: text, icon: text });
  const app = appOf(text, { name: text, workspaceIds: [text] });
  const formToken = text;
  const workspaces = [workspace];
  // Ids of spaces and keys are checked before they are stored.
  const maker = { kind: 'key', id: '180891956412', label: text } as const;
  const elsewhere = [{ ...workspace, spaceId: 'team-7', creator: maker }];
  const view = { paths, personName: text, formToken, workspaces, elsewhere, apps: [app], now: NOW };
  return [
    connectionsPage(view),
    appPage({ paths, formToken, app: { ...app, pages: [text] }, workspaces }),
    disconnectPage(paths, formToken, workspace),
    removeAppPage(paths, formToken, app),
    linkPage({
      spaceId: 'team-7',
      creator: maker,
      isRenewal: true,
      startedAt: NOW,
      now: NOW,
      action: '/go',
      formToken,
    }),
    consentPage({
      client: { name: text, redirectUri: 'https://claude.ai/callback', vouchedBy: text },
      scopes: ['notion:read'],
      person: { name: text },
      workspaces: [{ id: text, name: text, icon: text, isChosen: true, needsReconnect: true }],
      canConnectAnother: true,
      pages: text,
      problem: { kind: 'not_a_page', lineNumber: 1, line: text },
      action: '/consent',
      formToken,
    }),
  ];
}

/** The elements of a page with the names of their attributes. */
function skeleton(page: WebPage): string {
  return [...renderPage(page).matchAll(/<[^>]*>/g)].map(([tag]) => tag.replaceAll(/"[^"]*"/g, '""')).join('');
}

describe("a stranger's text", () => {
  it('never becomes a tag or an attribute, in whichever field it stands', () => {
    const expected = pagesWith('plain').map(skeleton);
    const pieces = [
      '<',
      '>',
      '"',
      "'",
      '&',
      '`',
      '=',
      '/',
      ' ',
      '<script>',
      '-->',
      '</style>',
      ' onclick=',
      'a',
      'ß',
    ];
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...pieces), minLength: 1, maxLength: 30 }), (text) => {
        expect(pagesWith(text).map(skeleton)).toEqual(expected);
      }),
    );
  });

  it('cannot turn the writing around, hide in it, or push the page out of sight', () => {
    const [page] = pagesWith(`\u202Eevil\u202C\u200B\u{E0041}\n\n${'x'.repeat(5000)}`);
    const shown = page === undefined ? '' : page.main.markup.replaceAll(/"[^"]*"/g, '');
    expect(shown).not.toMatch(/[\u202E\u202C\u200B\u{E0041}]/u);
    expect(shown).not.toMatch(/x{61}/);
  });
});
