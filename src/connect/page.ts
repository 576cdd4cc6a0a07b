import { createHash } from 'node:crypto';
import type { Response } from 'express';

/** A page that tells a person how it went and what to do. */
export interface Page {
  readonly status: number;
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly link?: { readonly text: string; readonly href: string } | undefined;
}

const STYLE =
  'body{font:1.0625rem/1.6 system-ui,sans-serif;max-width:34rem;margin:0 auto;padding:12vh 1.25rem 2rem}' +
  'h1{font-size:1.5rem;line-height:1.25}p{margin:1rem 0;overflow-wrap:anywhere}' +
  ':root{color-scheme:light dark}';

/** Nothing on the page but its own style: even text that slipped through unescaped could not run, load or post. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The HTML of a page. Works without scripts, on a phone, and in a dark room. */
export function renderPage({ title, paragraphs, link }: Page): string {
  const texts = paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`);
  const links =
    link === undefined ? [] : [`<p><a href="${escapeHtml(link.href)}">${escapeHtml(link.text)}</a></p>`];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${[...texts, ...links].join('\n')}
</main>
</body>
</html>
`;
}

/** Answers a browser with a page. */
export function sendPage(response: Response, page: Page): void {
  response.status(page.status).set('content-security-policy', POLICY).type('html').send(renderPage(page));
}

/** Names of workspaces and addresses are chosen by strangers. */
function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}
