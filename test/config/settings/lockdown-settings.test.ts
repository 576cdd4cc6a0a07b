import { describe, expect, it } from '@jest/globals';
import { ConfigError } from '../../../src/config/config-error.js';
import { loadConfig, type Environment } from '../../../src/config/config.js';
import type { LockdownRule } from '../../../src/notion/client/lockdown.js';

const ID = '0b2f3c4d-0000-4000-8000-00000000000a';

function ruleOf(argv: string[], environment: Environment): LockdownRule | undefined {
  const config = loadConfig(argv, { NOTION_TOKEN: 'ntn_0123456789abcdef', ...environment });
  return 'lockdown' in config ? config.lockdown : undefined;
}

const NOBODY = { members: false, bots: false, emails: new Set(), domains: new Set(), ids: new Set() };

describe('LOCKDOWN', () => {
  it('is off unless it is set', () => {
    expect(ruleOf([], {})).toBeUndefined();
  });

  it.each<[string, string[], Environment, object]>([
    ['lets members through without a list', [], { LOCKDOWN: 'true' }, { members: true }],
    ['is an option too', ['serve', '--lockdown'], {}, { members: true }],
    [
      'takes what may be listed',
      ['serve', '--lockdown', '--lockdown-allow', `Members, bots,Ada@Good.example,@good.example,${ID}`],
      {},
      {
        members: true,
        bots: true,
        emails: new Set(['ada@good.example']),
        domains: new Set(['good.example']),
        ids: new Set([ID]),
      },
    ],
    [
      'takes an id as tools print it, and without dashes',
      [],
      { LOCKDOWN: 'true', LOCKDOWN_ALLOW: `user://${ID},${ID.replaceAll('-', '').replace('a', 'b')}` },
      { ids: new Set([ID, '0b2f3c4d-0000-4000-8000-00000000000b']) },
    ],
    [
      'lets nobody but the listed through',
      [],
      { LOCKDOWN: 'true', LOCKDOWN_ALLOW: '@good.example' },
      { domains: new Set(['good.example']) },
    ],
  ])('%s', (_what, argv, environment, rule) => {
    expect(ruleOf(argv, environment)).toEqual({ ...NOBODY, ...rule });
  });

  it.each(['everybody', '@', '@localhost', 'a@', ',', '*', '@*.example', 'member'])(
    'refuses %j, which names nobody',
    (list) => {
      expect(() => ruleOf([], { LOCKDOWN: 'true', LOCKDOWN_ALLOW: list })).toThrow(ConfigError);
    },
  );

  it('refuses a list that would not hold', () => {
    expect(() => ruleOf([], { LOCKDOWN_ALLOW: 'members' })).toThrow(/LOCKDOWN is not true/);
    expect(() => ruleOf([], { LOCKDOWN_ALLOW: 'members', LOCKDOWN: 'false' })).toThrow(ConfigError);
  });
});
