import { homedir } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../src/config/config.js';
import { settingList } from '../../src/config/settings.js';

/** Options of commands that read better without the subject that the command names already. */
const SHORTER = [
  'space',
  'label',
  'from',
  'to',
  'scopes',
  'roots',
  'expires',
  'overlap',
  'daily-calls',
  'daily-characters',
  'since',
  'checkpoint',
];

describe.each(settingList.map(([, setting]) => [setting.variable, setting] as const))(
  '%s',
  (_name, setting) => {
    it('says what it takes', () => {
      expect(setting.schema.description).toMatch(/\S/);
    });

    it('takes its own standard value, if it has one', () => {
      expect(setting.schema.optional().safeParse(setting.standard)).toMatchObject({ success: true });
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
