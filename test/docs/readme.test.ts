import { expect, it } from '@jest/globals';
import { toolsets } from '../../src/catalogue.js';
import { codeBlocks, codeSpans } from './markdown.js';
import { settingList } from '../../src/config/settings/settings.js';
import { eachPage } from './pages.js';

const text = eachPage().find(([path]) => path === 'README.md')?.[1].text ?? '';

it('names every tool', () => {
  const spans = new Set(codeSpans(text));
  const names = Object.values(toolsets).flatMap((tools) => tools.map(({ name }) => name));
  expect(names.filter((name) => !spans.has(name))).toEqual([]);
});

it('takes two commands to try it, and no more', () => {
  const section = /^## Try it\n([\s\S]*?)^## /m.exec(text)?.[1] ?? '';
  expect(codeBlocks(section).map((block) => block.text)).toEqual([
    'npm install && npm run demo\n',
    'npm install && npm test\n',
  ]);
});

it('shows an answer before anything else', () => {
  const [first] = codeBlocks(text);
  expect(first?.text).toMatch(/^▶ notion_query_database .*<<<.*>>>/s);
});

it('asks, answers and shows before it explains, without JSON', () => {
  const [first = ''] = text.split(/^## /m);
  expect(first).toMatch(/\*\*“[^”]+\?”\*\*[\s\S]*```text[\s\S]*!\[[^\]]+\]\(docs\/demo\.svg\)/);
  expect(first).not.toMatch(/[{}]|": /);
  expect(text.search(/^## Add it to your client$/m)).toBeLessThan(text.search(/^## Try it$/m));
});

it('has buttons that add the running demo', () => {
  const defaultOf = (name: string): string | undefined =>
    settingList.find(([, { variable }]) => variable === name)?.[1].defaultValue;
  const url = `http://${defaultOf('HOST')}:${defaultOf('PORT')}/mcp`;
  const [, cursor = ''] = /\[Add to Cursor\]\((\S+)\)/.exec(text) ?? [];
  const config = new URL(cursor).searchParams.get('config') ?? '';
  expect(JSON.parse(Buffer.from(config, 'base64').toString())).toEqual({ url });
  const [, code = ''] = /\[Add to VS Code\]\((\S+)\)/.exec(text) ?? [];
  const [, settings = ''] =
    /^vscode:mcp\/install\?(.+)$/.exec(new URL(code).searchParams.get('url') ?? '') ?? [];
  expect(JSON.parse(decodeURIComponent(settings))).toEqual({ name: 'notion-demo', type: 'http', url });
});
