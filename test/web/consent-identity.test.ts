import { describe, expect, it } from '@jest/globals';
import { consentPage, type ConsentClient } from '../../src/web/pages/consent-page.js';
import { wordsOf } from '../notion-oauth/browser.js';

const page = (client: Partial<ConsentClient>) =>
  consentPage({
    client: { name: 'Claude', redirectUri: 'https://claude.ai/cb', vouchedBy: 'claude.ai', ...client },
    scopes: ['notion:read'],
    person: undefined,
    workspaces: [],
    canConnectAnother: false,
    pages: '',
    action: '/consent',
    formToken: 'token',
  });
const markupOf = (client: Partial<ConsentClient>): string => page(client).main.markup;
const at = (host: string): Partial<ConsentClient> => ({
  redirectUri: `https://${host}/cb`,
  vouchedBy: host,
});

describe('who asks', () => {
  it.each(['claude.ai', 'claude.com', 'chatgpt.com', 'vscode.dev', 'insiders.vscode.dev'])(
    'is confirmed where %s itself describes the app and takes the person back',
    (host) => {
      expect(markupOf(at(host))).toContain('<span class="pill">Confirmed</span>');
    },
  );

  it.each<[string, Partial<ConsentClient>]>([
    ['at a domain that anybody can have', at('evil.example')],
    ['at a name below a known one', at('app.claude.ai')],
    ['at a name that begins with a known one', at('claude.ai.evil.example')],
    ['at a known name with a dot at its end', at('claude.ai.')],
    ['at another port of a known host', at('claude.ai:8443')],
    ['at a name that looks like a known one', at('xn--clude-9ta.ai')],
    ['that registered itself and sends people to a known host', { vouchedBy: null }],
    [
      'that is described by a known host and sends people elsewhere',
      { redirectUri: 'https://evil.example/' },
    ],
    ['that is described elsewhere and sends people to a known host', { vouchedBy: 'evil.example' }],
    ['that is described by one known publisher and sends people to another', { vouchedBy: 'chatgpt.com' }],
    ['on this computer', { redirectUri: 'http://127.0.0.1:3000/cb' }],
    ['behind a scheme', { redirectUri: 'claude://oauth/callback' }],
  ])('is not confirmed %s, whatever it calls itself', (_where, client) => {
    const markup = markupOf({ name: 'Claude by Anthropic (official)', ...client });
    expect(markup).not.toContain('class="pill"');
    expect(markup).toContain('class="note warn"');
  });

  it('is named in the heading by the place, never by the app', () => {
    const named = { name: 'Claude by Anthropic (official)', ...at('evil.example') };
    const { title, main } = page(named);
    expect(title).toBe('Allow evil.example to read your Notion?');
    expect(main.markup).toMatch(/^\s*<h1>Allow evil\.example to read your Notion\?<\/h1>/);
    expect(main.markup).toContain('<p class="place"><bdi dir="ltr">evil.example</bdi></p>');
  });

  it.each([at('claude.ai'), at('evil.example'), { redirectUri: 'http://localhost/cb' }])(
    'says whose word the name is, also of %j',
    (client) => {
      const markup = markupOf({ name: 'A” <b>Confirmed</b> “name', ...client });
      expect(markup).toContain('<p class="said"><bdi>A” &#60;b&#62;Confirmed&#60;/b&#62; “name</bdi></p>');
      expect(wordsOf(markup)).toContain('That is the app’s own word. Nobody has checked it.');
    },
  );

  it('tells a name that looks like another by its letters, and says what it is not', () => {
    const words = wordsOf(markupOf({ redirectUri: 'https://claude-ai.clаude.example/', vouchedBy: null }));
    expect(words).toContain('xn--');
    expect(words).toContain('letters of another alphabet');
    expect(words).toContain('This is not claude.ai.');
    expect(wordsOf(markupOf(at('reader.example')))).not.toMatch(/This is not|alphabet/);
  });

  it('shows a long host as a whole, and no hidden character of a name', () => {
    const host = `claude.ai.${'a'.repeat(60)}.${'b'.repeat(60)}.evil.example`;
    const { title, main } = page({ name: `Cla\u200Bude\u202E${'x'.repeat(5000)}`, ...at(host) });
    expect(title).toBe('Allow a website to read your Notion?');
    expect(main.markup).toContain(`<bdi dir="ltr">${host}</bdi>`);
    expect(main.markup).toContain('[hidden characters removed]');
    expect(main.markup).not.toMatch(/[\u200B\u202E]|x{61}/);
  });
});
