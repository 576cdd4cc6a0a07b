import { execFileSync } from 'node:child_process';
import { expect, it } from '@jest/globals';
import { completions } from '../../src/help/completions.js';

/** What Bash offers for the last of these words. */
function offered(...words: string[]): readonly string[] {
  const script = `${completions('bash')}
COMP_WORDS=(notion-rest-mcp "$@"); COMP_CWORD=$#
_notion_rest_mcp
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const text = execFileSync('bash', ['-c', script, 'bash', ...words], { encoding: 'utf8' });
  return text.split('\n').filter((line) => line !== '');
}

it.each([
  [['se'], ['serve', 'search']],
  [
    ['keys', 're'],
    ['renew', 'revoke'],
  ],
  [
    ['serve', '--wri'],
    ['--write', '--write-roots', '--write-properties'],
  ],
  [['serve', 'x'], []],
])('bash offers after %j: %j', (words, expected) => {
  expect(offered(...words).toSorted()).toEqual(expected.toSorted());
});

it.each(['zsh', 'fish'])('has the commands and options for %s', (shell) => {
  const script = completions(shell);
  expect(script).toMatch(/serve .*connections .*keys/);
  expect(script).toMatch(shell === 'fish' ? '-l data-folder' : '--data-folder');
  expect(script).toMatch(/create list renew revoke rotate/);
});

it('names the shells that it knows', () => {
  expect(() => completions('tcsh')).toThrow('Completions are for bash, zsh, fish.');
});
