import { createHash } from 'node:crypto';
import type { Response } from 'express';
import { escapeHtml, html, type Html } from './html.js';
import { STYLE } from './style.js';
import type { WebPage } from './web-page.js';

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** Drawn here, so that the icon in a tab needs no request. */
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='8' fill='%231b6b57'/%3E%3Cpath d='M9 22V10l14 12V10' fill='none' stroke='%23fff' stroke-width='3.5' stroke-linecap='round' stroke-linejoin='round'/%3E%3C/svg%3E";

/** The whole HTML of a page. Works without scripts, on a phone, and in a dark room. */
export function renderPage(page: WebPage): string {
  // An address in our own quotes: the browser takes all of what follows `url=`.
  const goOn =
    page.goTo === undefined ? '' : `<meta http-equiv="refresh" content="0;url=${escapeHtml(page.goTo)}">\n`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
${goOn}<title>${escapeHtml(page.title)}</title>
<link rel="icon" href="${ICON}">
<style>${STYLE}</style>
</head>
<body class="${page.kind}">
${topOf(page).markup}
<main>
${page.main.markup}
</main>
</body>
</html>
`;
}

/** A page as it is sent. */
interface PageAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly html: string;
}

/** The page with all that protects it. */
export function answerWith(page: WebPage): PageAnswer {
  return {
    status: page.status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': policyOf(page.main.markup.includes('<form')),
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      // An app that opened the sign-in in a window waits for that window to come back: cutting the tie would strand it.
      ...(page.kind === 'site' ? { 'cross-origin-opener-policy': 'same-origin' } : {}),
    },
    html: renderPage(page),
  };
}

/** Answers a browser with a page. */
export function sendPage(response: Response, page: WebPage): void {
  const answer = answerWith(page);
  response
    .status(answer.status)
    .set({ ...answer.headers })
    .send(answer.html);
}

/**
 * Our own style and icon, forms to ourselves, and nothing else: even text that slipped through unescaped could not run,
 * load, post or be framed. No `form-action` but `self`: browsers hold it against every redirect after a form, which is
 * why forms that lead to other sites are answered by a page that goes on (`continuePage`).
 */
function policyOf(hasForm: boolean): string {
  return [
    "default-src 'none'",
    `style-src 'sha256-${STYLE_HASH}'`,
    'img-src data:',
    "base-uri 'none'",
    `form-action ${hasForm ? "'self'" : "'none'"}`,
    "frame-ancestors 'none'",
  ].join('; ');
}

function topOf({ kind, paths }: WebPage): Html {
  return kind === 'site' && paths !== undefined
    ? html`<header class="top">
        <nav aria-label="Site">
          <a class="brand" href="${paths.home}">notion-rest-mcp</a
          ><a href="${paths.connections}">Connections</a>
        </nav>
      </header>`
    : html`<header class="top"><span class="brand">notion-rest-mcp</span></header>`;
}
