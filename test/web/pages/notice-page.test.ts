import { describe, expect, it } from '@jest/globals';
import { noticePage } from '../../../src/web/pages/notice-page.js';
import {
  addressForApps,
  authorizationProblem,
  internalErrorPage,
  notFound,
  staleFormPage,
  tooManyRequestsPage,
  unreadableFormPage,
} from '../../../src/web/pages/problem-pages.js';
import { renderPage } from '../../../src/web/send-page.js';

const hostile = `"'><script>alert(1)</script>&`;

describe('a notice', () => {
  it('shows text as text, also in links', () => {
    const html = renderPage(
      noticePage({
        status: 200,
        title: hostile,
        paragraphs: [hostile],
        link: { text: hostile, href: `https://app.example.com/?${hostile}` },
      }),
    );
    expect(html).not.toMatch(/<script|alert\(1\)<\/|"'>/);
    expect(html.match(/&#60;script&#62;/g)).toHaveLength(5);
  });

  it('tells what to do after every problem', () => {
    const problems = ['gone', 'other_browser', 'unknown_client', 'bad_redirect', 'refused'] as const;
    const notices = [
      notFound('/'),
      internalErrorPage,
      staleFormPage,
      unreadableFormPage,
      tooManyRequestsPage,
      ...problems.map(authorizationProblem),
    ];
    for (const { status, paragraphs } of notices) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(paragraphs.join(' ')).toMatch(
        /try again|Try again|connect again|reconnect|[Oo]pen the page again|its developers/,
      );
    }
    expect(new Set(notices.map(({ title }) => title)).size).toBe(notices.length);
  });

  it('sends a browser that opened the address for apps to the instructions', () => {
    expect(renderPage(noticePage(addressForApps('/')))).toContain('href="/"');
  });
});
