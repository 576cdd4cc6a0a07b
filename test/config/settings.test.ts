import { homedir } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../src/config/config.js';
import { MAX_SETTING_ENTRIES, MAX_SETTING_CHARACTERS } from '../../src/config/setting-values.js';
import { settingList } from '../../src/config/settings/settings.js';

/** Options that read better without a word that the command, or the absence of a value, names already. */
const SHORTER = [
  'write',
  'space',
  'label',
  'from',
  'to',
  'scopes',
  'roots',
  'change-roots',
  'change-properties',
  'expires',
  'overlap',
  'daily-calls',
  'daily-characters',
  'since',
  'checkpoint',
  'servers',
  'sqlite',
];

describe.each(settingList.map(([, setting]) => [setting.variable, setting] as const))(
  '%s',
  (_name, setting) => {
    it('says what it takes', () => {
      expect(setting.schema.description).toMatch(/\S/);
    });

    it('takes its own standard value, if it has one', () => {
      expect(setting.schema.read(setting.defaultValue ?? 'none')).toMatchObject(
        setting.defaultValue === undefined ? {} : { success: true },
      );
    });

    it('has no option named unlike its variable, unless a command reads better with a shorter one', () => {
      const named = setting.variable.toLowerCase().replaceAll('_', '-');
      expect([named, ...SHORTER, undefined]).toContain(setting.option);
    });
  },
);

it('no two settings share a variable or an option', () => {
  const names = settingList.flatMap(([, { variable, option }]) => [variable, ...(option ? [option] : [])]);
  expect(new Set(names).size).toBe(names.length);
});

describe('the data folder', () => {
  const folderOf = (text: string) =>
    loadConfig(['rebuild'], { DATA_FOLDER: text }) as { storage: { folder: string } };

  it.each([
    ['', `${homedir()}/.notion-rest-mcp`],
    ['~', homedir()],
    ['~/notion', `${homedir()}/notion`],
    ['/var/lib/~/notion', '/var/lib/~/notion'],
    ['~notion', '~notion'],
  ])('%j is %s, whether or not a shell has read it', (text, folder) => {
    expect(folderOf(text).storage.folder).toBe(folder);
  });
});

describe.each(settingList.map(([, setting]) => [setting.variable, setting] as const))(
  'the maximum of %s',
  (_name, { schema }) => {
    it('is refused beyond, and named', () => {
      const reading = schema.read('1'.repeat(MAX_SETTING_CHARACTERS + 1));
      // What a setting takes may say a smaller one, or a format that has an end.
      expect(reading.success ? '' : reading.message).toMatch(
        /at most \d+ (?:characters|of them)|^must be a whole number/,
      );
    });
  },
);

it.each([
  ['ALLOWED_HOSTS', 'a.example'],
  ['ALLOWED_ORIGINS', 'a.example'],
  ['RETURN_ORIGINS', 'https://a.example'],
  ['TRUSTED_PROXIES', '10.0.0.1'],
  ['TOOLS', 'notion_search'],
  ['CREDENTIALS_OLD_KEYS', 'x'],
])('%s takes a bounded number of entries', (variable, entry) => {
  const setting = settingList.find(([, { variable: name }]) => name === variable)?.[1];
  const list = Array.from({ length: MAX_SETTING_ENTRIES + 1 }, () => entry).join(',');
  expect(setting?.schema.read(list)).toEqual({
    success: false,
    message: `must be a list of at most ${MAX_SETTING_ENTRIES} entries`,
  });
});
