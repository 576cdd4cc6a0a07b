import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseCommandLine } from '../../src/config/settings/command-line.js';
import { formerNameList } from '../../src/config/settings/former-names.js';
import { settingList } from '../../src/config/settings/settings.js';
import { codeBlocks, codeSpans } from './markdown.js';
import { eachPage, root } from './pages.js';
import { shellCommands } from './shell-commands.js';

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
const npmCommands = new Set(['install', 'ci', 'test', 'pack', 'exec', 'init', 'audit']);
const variables = new Set([...settingList, ...formerNameList].map(([, { variable }]) => variable));
/** Variables that other programs read. */
const FOREIGN =
  /^(SOURCE_DATE_EPOCH|OTEL_\w+|NODE_\w+|MCP_TIMEOUT|MCP_TOOL_TIMEOUT|MAX_MCP_OUTPUT_TOKENS|(TEST_)?POSTGRES_\w+|REDIS_PASSWORD|TEST_REDIS_URL|OPENAPI_MCP_HEADERS|AUTH_TOKEN)$/;

/** What a page shows as code: blocks for a shell, and spans. */
function codeOf(text: string): string[] {
  const shell = codeBlocks(text).filter(({ language }) => ['sh', 'bash', 'shell'].includes(language));
  return [...shell.map((block) => block.text), ...codeSpans(text)];
}

/** Commands of a page that start with these words, without them. */
function commandsAfter(text: string, words: readonly string[]): string[][] {
  return codeOf(text)
    .flatMap((code) => shellCommands(code))
    .filter((command) => words.every((word, index) => command[index] === word))
    .map((command) => command.slice(words.length));
}

describe.each(eachPage())('in %s', (path, { text }) => {
  it('every npm script exists', () => {
    const run = commandsAfter(text, ['npm', 'run']).map(([script = '']) => script);
    expect(run.filter((script) => scripts[script] === undefined)).toEqual([]);
    const direct = commandsAfter(text, ['npm']).map(([command = '']) => command);
    expect(direct.filter((command) => command !== 'run' && !npmCommands.has(command))).toEqual([]);
  });

  it('every command line of the program is understood', () => {
    const own = [['notion-rest-mcp'], ['npx', '-y', 'notion-rest-mcp'], ['node', 'dist/notion-rest-mcp.js']];
    for (const argv of own.flatMap((words) => commandsAfter(text, words))) {
      expect(() => parseCommandLine(argv.map((word) => word.replace(/^[<[].*[>\]]$/, 'x')))).not.toThrow();
    }
  });

  it('every variable is a setting', () => {
    // Decisions may speak of what is still to come, and of what is gone.
    const blocks = path.startsWith('adr/') ? [] : codeBlocks(text);
    const named = [...blocks.map((block) => block.text), ...codeSpans(text)].flatMap((code) => [
      ...[...code.matchAll(/^([A-Z][A-Z0-9]*_[A-Z0-9_]+|HOST|PORT|TOOLS|TOOLSETS)\b$/g)].map(
        ([name]) => name,
      ),
      ...[...code.matchAll(/(?<![\w.$-])([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)"?(?:=|": ?")/g)].map(
        ([, name = '']) => name,
      ),
    ]);
    expect(named.filter((name) => !variables.has(name) && !FOREIGN.test(name))).toEqual([]);
  });
});
