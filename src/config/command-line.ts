import { parseArgs } from 'node:util';
import { ConfigError } from './config-error.js';
import { nearest } from '../text/suggest.js';
import { settingList, type SettingName, type SettingTexts } from './settings.js';

const COMMANDS = ['stdio', 'serve', 'demo'] as const;

/** What the program can be asked to do. */
export type Command = (typeof COMMANDS)[number];

/** The command line, understood but not yet validated. */
export interface CommandLine {
  readonly command: Command | 'help' | 'version';
  readonly once: boolean;
  readonly settings: SettingTexts;
}

const optionNames = new Map<string, SettingName>(
  settingList.flatMap(([name, setting]) =>
    setting.option === undefined ? [] : [[setting.option, name] as const],
  ),
);
const secretNames = new Map(
  settingList.flatMap(([, setting]) =>
    setting.option === undefined
      ? [[setting.variable.toLowerCase().replaceAll('_', '-'), setting.variable] as const]
      : [],
  ),
);
const FLAGS = ['help', 'version', 'once'];
/** Longer words are more likely a misplaced token than a misspelt name, and are not repeated. */
const LONGEST_NAME = 24;
const SHORT: Readonly<Record<string, string>> = { h: 'help', v: 'version' };

/** Understands `argv` (without the program's own two entries). Throws `ConfigError`. */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  const options = Object.fromEntries([
    ...[...optionNames.keys()].map((name) => [name, { type: 'string' as const }]),
    ...FLAGS.map((name) => [name, { type: 'boolean' as const }]),
  ]);
  const { tokens } = parseArgs({
    args: [...argv],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const flags = new Set<string>();
  const texts: Partial<Record<SettingName, string>> = {};
  const words: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') {
      words.push(token.value);
    } else if (token.kind === 'option') {
      const name = token.rawName.startsWith('--') ? token.name : (SHORT[token.name] ?? token.name);
      const setting = optionNames.get(name);
      if (setting !== undefined) {
        texts[setting] = valueOf(name, token.value);
      } else if (FLAGS.includes(name)) {
        flags.add(name);
      } else {
        throw unknownOption(token.rawName, name);
      }
    }
  }
  const command = commandOf(words);
  if (flags.has('once') && command !== 'demo') {
    throw new ConfigError('--once belongs to the demo command: notion-rest-mcp demo --once.');
  }
  const asked = flags.has('help') ? 'help' : flags.has('version') ? 'version' : command;
  return { command: asked, once: flags.has('once'), settings: texts };
}

function commandOf(words: readonly string[]): Command {
  const [word = 'stdio', ...more] = words;
  const command = COMMANDS.find((known) => known === word);
  if (command === undefined) {
    const guess = nearest(word, COMMANDS);
    const hint = guess === undefined ? `Commands are ${COMMANDS.join(', ')}.` : `Did you mean ${guess}?`;
    throw new ConfigError(`There is no command${shown(word)}. ${hint}`);
  }
  if (more.length > 0) {
    throw new ConfigError(`Only one command is accepted; leave out what follows ${command}.`);
  }
  return command;
}

function valueOf(name: string, value: string | undefined): string {
  if (value === undefined || value === '') {
    throw new ConfigError(`--${name} needs a value; see notion-rest-mcp --help.`);
  }
  return value;
}

function unknownOption(rawName: string, name: string): ConfigError {
  const variable = secretNames.get(name);
  if (variable !== undefined) {
    return new ConfigError(
      `${variable} is not taken from the command line, which other users can read; set the environment variable.`,
    );
  }
  const guess = nearest(name, [...optionNames.keys(), ...FLAGS]);
  const hint = guess === undefined ? 'See notion-rest-mcp --help.' : `Did you mean --${guess}?`;
  return new ConfigError(`There is no option${shown(rawName)}. ${hint}`);
}

function shown(word: string): string {
  return word.length <= LONGEST_NAME ? ` ${JSON.stringify(word).slice(1, -1)}` : ' like that';
}
