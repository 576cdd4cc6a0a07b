import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import express from 'express';
import { faultPage, gonePage, incompletePage, outcomePage } from '../../src/connect/outcome-page.js';
import { renderPage, sendPage } from '../../src/connect/page.js';

const hostile = `"'><script>alert(1)</script>&`;

describe('a page', () => {
  it('shows text as text, also in links', () => {
    const html = renderPage({
      status: 200,
      title: hostile,
      paragraphs: [hostile],
      link: { text: hostile, href: `https://app.example.com/?${hostile}` },
    });
    expect(html).not.toMatch(/<script|alert\(1\)<\/|"'>/);
    expect(html.match(/&#60;script&#62;/g)).toHaveLength(5);
  });

  it('is allowed its own style and nothing else', async () => {
    const app = express().use((_request, response) => sendPage(response, gonePage));
    const server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const reply = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const html = await reply.text();
    server.close();
    server.closeAllConnections();
    const style = /<style>([\s\S]*)<\/style>/.exec(html)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(reply.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(reply.headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(html).toContain('name="viewport" content="width=device-width');
    expect(html).not.toMatch(/<script|<img|<link|<form/);
  });
});

it('every page that reports a failure says that nothing changed or what to do', () => {
  const kinds = ['denied', 'refused', 'unavailable', 'misconfigured'] as const;
  const pages = [
    gonePage,
    incompletePage,
    faultPage,
    outcomePage({ kind: 'wrong_browser' }),
    ...kinds.map((kind) => outcomePage({ kind, returnTo: null })),
  ];
  for (const page of pages) {
    expect(page.status).toBeGreaterThanOrEqual(400);
    expect(page.paragraphs.join(' ')).toMatch(/choose to connect Notion again|Tell the operator/);
    expect(page.link).toBeUndefined();
  }
});
