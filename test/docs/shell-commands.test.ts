import { expect, it } from '@jest/globals';
import { shellCommands } from './shell-commands.js';

it.each([
  [
    'npm install && npm run demo',
    [
      ['npm', 'install'],
      ['npm', 'run', 'demo'],
    ],
  ],
  ['notion-rest-mcp            # stdio', [['notion-rest-mcp']]],
  [
    'A_B=1 C=$(openssl rand -hex 32) notion-rest-mcp serve --port 1',
    [['notion-rest-mcp', 'serve', '--port', '1']],
  ],
  ['A=1 \\\n  B="two words" notion-rest-mcp serve', [['notion-rest-mcp', 'serve']]],
  ['export A=1 B=2\nnotion-rest-mcp connect', [['notion-rest-mcp', 'connect']]],
  ["claude mcp add --header 'X: y' a", [['claude', 'mcp', 'add', '--header', 'X: y', 'a']]],
  ['notion-rest-mcp disconnect <id>', [['notion-rest-mcp', 'disconnect', '<id>']]],
  [
    'curl -s http://x | head -1 > file',
    [
      ['curl', '-s', 'http://x'],
      ['head', '-1'],
    ],
  ],
  ['# only a comment', []],
])('%j', (text, commands) => {
  expect(shellCommands(text)).toEqual(commands);
});
