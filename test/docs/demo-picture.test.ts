import { expect, it } from '@jest/globals';
import { demoPicture } from './sections/demo-picture.js';
import { plainCall } from './sections/plain-call.js';
import { terminalPicture, wrapped } from './sections/terminal-picture.js';

/** Bytes. It is loaded with the first screen of the README. */
const MAX_BYTES = 60_000;

it('is small, loads nothing and runs nothing', async () => {
  const picture = await demoPicture();
  expect(Buffer.byteLength(picture)).toBeLessThan(MAX_BYTES);
  expect(picture.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(
    /\b(?:href|src|xmlns)\b|url\(|@import|<(?:script|image|use|foreignObject)\b/,
  );
  expect(picture).toMatch(/that is all\./);
});

it('shows what the tools say as text, whatever it is', () => {
  const scene = { question: '<a>', call: '& b', answer: ['</svg>', ['x<y', '>']], cost: '<' };
  const picture = terminalPicture('<t>', [scene]);
  expect(picture.match(/<\/svg>/g)).toHaveLength(1);
  expect(picture).toContain('&lt;/svg&gt;');
});

it('stands still where motion is unwelcome', async () => {
  expect(await demoPicture()).toMatch(/prefers-reduced-motion:reduce\)\{\.scene,\.later\{animation:none\}/);
});

it('breaks lines at spaces, and loses no word', () => {
  const words = Array.from({ length: 60 }, (_word, index) => `word${index}`).join(' ');
  const lines = wrapped(words, '  ');
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.map((line) => line.trim()).join(' ')).toBe(words);
  expect(wrapped('')).toEqual(['']);
});

it('shows a call without JSON', () => {
  const where = [{ property: 'Priority', operator: 'equals', value: ['Urgent', 'High'] }];
  expect(plainCall('notion_query_database', { database: 'Tasks', where, limit: 5 })).toBe(
    '▶ notion_query_database database: Tasks · where: Priority equals Urgent or High · limit: 5',
  );
});
