import { describe, expect, it } from '@jest/globals';
import { commandNames, typed } from '../../src/config/commands.js';
import { helpTopic } from '../../src/config/help-topic.js';
import { settingList } from '../../src/config/settings/settings.js';
import { help } from '../../src/help/help.js';

const about = (...words: string[]): string => help(helpTopic(words), '1.2.3');

const topics = [[], ['settings'], ...commandNames.map((name) => name.split(' '))];

describe('help', () => {
  it('names every command once, in its group', () => {
    const text = about();
    for (const command of commandNames) {
      const row = `  ${typed(command).padEnd(21)} `;
      expect(text.split('\n').filter((line) => line.startsWith(row))).toHaveLength(1);
    }
    expect(text).toMatch(/^notion-rest-mcp 1\.2\.3/);
  });

  it.each(topics.map((words) => [words.join(' '), words] as const))(
    'fits into 80 columns: %s',
    (_name, words) => {
      for (const line of about(...words).split('\n')) {
        expect(line.length).toBeLessThanOrEqual(80);
        expect(line).toBe(line.trimEnd());
      }
    },
  );

  it('tells of a command what it reads, and nothing else', () => {
    const text = about('keys', 'revoke');
    expect(text).toContain('notion-rest-mcp keys revoke <id>');
    expect(text).toContain('--data-folder <path>');
    expect(text).not.toContain('--read-roots');
    expect(about('serve')).toContain('--read-roots <pages>');
  });

  it('tells of all commands that begin with one word', () => {
    expect(about('keys')).toMatch(/keys create\n[\s\S]*keys list\n[\s\S]*keys rotate\n/);
    expect(about('changes')).toMatch(/changes verify\n[\s\S]*changes\n/);
  });

  it('knows every setting', () => {
    const text = about('settings');
    for (const [, { variable, option }] of settingList) {
      expect(text).toContain(option === undefined ? variable : `${variable}, --${option} `);
    }
  });

  it('suggests what was meant', () => {
    expect(() => helpTopic(['sreve'])).toThrow('There is no help on that. Did you mean help serve?');
    expect(() => helpTopic(['keyz'])).toThrow('Did you mean help keys?');
    expect(() => helpTopic(['pancakes'])).toThrow('See notion-rest-mcp help.');
  });
});
