import { expect, it } from '@jest/globals';
import { loadConfig } from '../../../src/config/config.js';

const TOKEN = 'ntn_0123456789abcdef';
const PAGE = '0fcfb079ef8f440a887810524fe8ca0e';
const writes = (argv: readonly string[], environment: Record<string, string> = {}): unknown => {
  const config = loadConfig(['stdio', ...argv], { NOTION_TOKEN: TOKEN, ...environment });
  return 'writes' in config ? config.writes : 'none';
};

it.each<[string[], Record<string, string>, unknown]>([
  [[], {}, undefined],
  [[], { WRITE_MODE: 'off' }, undefined],
  [[], { WRITE_MODE: 'Propose' }, { mode: 'propose', roots: undefined }],
  [['--write'], {}, { mode: 'on', roots: undefined }],
  [['--write=propose'], { WRITE_MODE: 'on' }, { mode: 'propose', roots: undefined }],
  [['--write'], { WRITE_ROOTS: PAGE }, { mode: 'on', roots: [PAGE] }],
  [
    ['--write'],
    { WRITE_PROPERTIES: 'Status, Due date,Status' },
    { mode: 'on', properties: ['Status', 'Due date'] },
  ],
  [['--write'], { WRITE_PROPERTIES: '["Why, and when"]' }, { mode: 'on', properties: ['Why, and when'] }],
  [['--write'], { READ_ONLY: 'true' }, undefined],
  [['--write'], { READ_ONLY: 'false' }, { mode: 'on', roots: undefined }],
  [[], { READ_ONLY: 'false' }, undefined],
])('reads %j with %j', (argv, environment, expected) => {
  expect(writes(argv, environment)).toEqual(expected);
});

it.each([
  [{ WRITE_MODE: 'yes' }, /^WRITE_MODE must be off, propose or on/],
  [{ WRITE_MODE: 'on', WRITE_ROOTS: 'Tasks' }, /^WRITE_ROOTS must be ids or URLs/],
  [{ WRITE_MODE: 'on', WRITE_PROPERTIES: 'Status,,Due' }, /^WRITE_PROPERTIES must be names/],
  [{ WRITE_MODE: 'on', WRITE_PROPERTIES: '["Status", 1]' }, /^WRITE_PROPERTIES must be names/],
  [{ WRITE_MODE: 'on', WRITE_PROPERTIES: '["Status"' }, /^WRITE_PROPERTIES must be names/],
  [
    {
      WRITE_MODE: 'on',
      WRITE_PROPERTIES: Array(101)
        .fill('a')
        .map((name, at) => `${String(name)}${at}`)
        .join(),
    },
    /^WRITE_PROPERTIES must be a list of at most 100 entries/,
  ],
])('refuses %j', (environment, problem) => {
  expect(() => writes([], environment)).toThrow(problem);
});

it('opens a store for the journal only where changes are made', () => {
  const journal = (argv: readonly string[]): unknown => {
    const config = loadConfig(['stdio', ...argv], { NOTION_TOKEN: TOKEN });
    return 'journal' in config ? config.journal : 'none';
  };
  expect(journal([])).toBeUndefined();
  expect(journal(['--write=propose'])).toBeUndefined();
  expect(journal(['--write'])).toMatchObject({ folder: expect.any(String) });
});
