import { expect, it } from '@jest/globals';
import { spelledOut, treatmentOf } from './documented-line.js';

it.each([
  ['notion-rest-mcp keys list', 'run'],
  ['A=1 notion-rest-mcp serve --port 1', 'serve'],
  ['npx -y notion-rest-mcp serve', 'serve'],
  ['notion-rest-mcp connections', 'run'],
  ['export A=1 B=2', 'set'],
  ['A=1 npm test -- test/browser', 'parse'],
  ['a command that nobody knows', 'run'],
])('%s: %s', (line, kind) => {
  expect(treatmentOf(line)?.kind).toBe(kind);
});

it.each(['', '# only a comment'])('does nothing for %j', (line) => {
  expect(treatmentOf(line)).toBeUndefined();
});

it('spells out the scripts of package.json', () => {
  const scripts = { build: 'tsc', demo: 'npm run --silent build && node dist/notion-rest-mcp.js demo' };
  expect(spelledOut('npm install && npm run demo', scripts)).toEqual([
    'npm install',
    'npm run --silent build',
    'node dist/notion-rest-mcp.js demo',
  ]);
});
