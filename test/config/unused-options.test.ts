import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../src/config/config.js';

describe('an option that a command does not use', () => {
  it.each([
    [
      ['keys', 'rotate', '--overlap', '1h'],
      'keys rotate does not use --overlap. It belongs to doctor and keys renew.',
    ],
    [
      ['keys', 'list', '--port', '1'],
      'keys list does not use --port. It belongs to serve, demo, and doctor.',
    ],
    [
      ['completions', 'bash', '--data-folder', '/x'],
      'completions does not use --data-folder. See notion-rest-mcp help completions.',
    ],
    [['keys', 'list', '--all-spaces'], '--all-spaces belongs to the command keys create.'],
    [['keys', 'list', '--calls-at-once', '1'], 'keys list does not use --calls-at-once.'],
  ])('is refused: %j', (argv, message) => {
    expect(() => loadConfig(argv, {})).toThrow(message);
  });

  it('is no reason to refuse a variable, which all commands find', () => {
    expect(loadConfig(['keys', 'list'], { KEY_OVERLAP: '1h', PORT: '1' }).command).toBe('keys list');
  });

  it.each([
    [['keys', 'renew', 'k', '--overlap', '1h']],
    [['keys', 'list', '--log-level', 'error']],
    [['keys', 'create', '--all-spaces', '--tools', 'notion_search']],
  ])('is another one where it is used: %j', (argv) => {
    expect(() => loadConfig(argv, {})).not.toThrow();
  });
});
