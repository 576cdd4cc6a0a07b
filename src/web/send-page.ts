import { createHash } from 'node:crypto';
import type { Response } from 'express';
import { BASE_SECURITY_HEADERS } from '../http/security-headers.js';
import { ICON } from '../icon.js';
import { COPY_SCRIPT } from './copy-script.js';
import { escapeHtml, html, type Html } from './html.js';
import { STYLE } from './style.js';

/** A page before its layout is added. */
export interface WebPage {
  readonly status: number;
  readonly title: string;
  readonly main: Html;
  /**
   * `site` has the navigation at the top and is isolated from its opener. `step` is one step between an app, us and
   * Notion: no navigation, and it stays connected to the app's window that opened it.
   */
  readonly kind: 'site' | 'step';
  /** Paths for the navigation; only used by `site`. */
  readonly paths?: {
    readonly home: string;
    readonly connections: string;
    readonly chat?: string | undefined;
  };
  /** URL that the browser is redirected to. */
  readonly goTo?: string;
  /** Rules of this page alone, after those of every page; without line breaks. */
  readonly style?: string;
  /** Whether its texts to copy get buttons. The script stands in the page and can fetch nothing. */
  readonly hasCopyButtons?: boolean;
  /** Path of a script of this origin, which may send requests to it. Without it, nothing can be fetched. */
  readonly script?: string;
}

const STYLE_SOURCE = sourceOf(STYLE);
const COPY_SOURCE = sourceOf(COPY_SCRIPT);

/** The complete HTML of a page. Works without scripts, on a phone and in dark mode. */
export function renderPage(page: WebPage): string {
  // Quoted: the browser takes everything after `url=`.
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
<style>${STYLE}</style>${page.style === undefined ? '' : `\n<style>${page.style}</style>`}${scriptTag(page.script)}${page.hasCopyButtons === true ? `\n<script type="module">${COPY_SCRIPT}</script>` : ''}
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

/** A rendered page with its status and headers. */
interface PageAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly html: string;
}

/** Renders a page and its security headers. */
export function answerWith(page: WebPage): PageAnswer {
  return {
    status: page.status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      ...BASE_SECURITY_HEADERS,
      'content-security-policy': policyOf(page),
      // An app that opened the sign-in in a window waits for that window; isolating it would strand the app.
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
 * Allows our own style and icon, forms to this origin, and nothing else: even text that slipped through unescaped could
 * not run, load, post or be framed. `form-action` allows at most `self`, which browsers apply to redirects after a form
 * too, so forms that lead to other sites are answered with an interstitial page (`continuePage`). A page with a script
 * allows files of this origin, and requests to it; the script can make no markup of text (Trusted Types).
 */
function policyOf({ main, style, script, hasCopyButtons = false }: WebPage): string {
  const scripts = [...(script === undefined ? [] : ["'self'"]), ...(hasCopyButtons ? [COPY_SOURCE] : [])];
  return [
    "default-src 'none'",
    `style-src ${STYLE_SOURCE}${style === undefined ? '' : ` ${sourceOf(style)}`}`,
    'img-src data:',
    ...(scripts.length === 0 ? [] : [`script-src ${scripts.join(' ')}`]),
    ...(script === undefined ? [] : ["connect-src 'self'"]),
    "base-uri 'none'",
    `form-action ${main.markup.includes('<form') ? "'self'" : "'none'"}`,
    "frame-ancestors 'none'",
    ...(scripts.length === 0 ? [] : ["require-trusted-types-for 'script'", "trusted-types 'none'"]),
  ].join('; ');
}

function sourceOf(style: string): string {
  return `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
}

function scriptTag(path: string | undefined): string {
  return path === undefined ? '' : `\n<script type="module" src="${escapeHtml(path)}"></script>`;
}

function topOf({ kind, paths }: WebPage): Html {
  return kind === 'site' && paths !== undefined
    ? html`<header class="top">
        <nav aria-label="Site">
          <a class="brand" href="${paths.home}">notion-rest-mcp</a
          >${paths.chat === undefined ? undefined : html`<a href="${paths.chat}">Chat</a>`}<a
            href="${paths.connections}"
            >Connections</a
          >
        </nav>
      </header>`
    : html`<header class="top"><span class="brand">notion-rest-mcp</span></header>`;
}
