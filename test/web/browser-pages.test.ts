import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from '@jest/globals';
import express from 'express';
import { sitePages, tokenPages } from '../../src/web/browser-pages.js';
import { wordsOf } from '../notion-oauth/browser.js';

let server: Server | undefined;

afterEach(() => {
  server?.close();
});

const HTML = { accept: 'text/html,application/xhtml+xml' };

async function serve(pages: ReturnType<typeof sitePages>): Promise<string> {
  const app = express();
  app.all('/mcp', pages.endpoint);
  if (pages.home !== undefined) {
    app.get('/', pages.home);
  }
  app.use((_request, response) => void response.json({ for: 'programs' }));
  server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server?.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const open = async (url: string, init: RequestInit = { headers: HTML }): Promise<string> =>
  wordsOf(await (await fetch(url, init)).text());

it('a server of many spaces says at the endpoint what it is for, to browsers only', async () => {
  const origin = await serve(sitePages('https://notion.example.com'));
  expect(await open(`${origin}/mcp`)).toContain('This address is for your AI app');
  for (const accept of ['text/event-stream', 'application/json, text/event-stream', '*/*']) {
    expect(await open(`${origin}/mcp`, { headers: { accept } })).toContain('programs');
  }
  expect(await open(`${origin}/mcp`, { method: 'POST', headers: HTML })).toContain('programs');
});

it.each([
  [true, 'token'],
  [false, 'mcp'],
])('a server with a token has one page, with its address; token needed: %j', async (needsToken, word) => {
  const origin = await serve(tokenPages('/mcp', needsToken));
  for (const path of ['/', '/mcp']) {
    const words = await open(`${origin}${path}`);
    expect(words).toContain(`${origin}/mcp`);
    expect(words).toContain(word);
    expect(await open(`${origin}${path}`, { headers: { accept: 'application/json' } })).toContain('programs');
  }
});
