import { parseArgs } from 'node:util';
import { ConfigError } from '../config-error.js';
import { commandNames, commands, flagNames, flagsOf, typed, type Command } from '../commands.js';
import { nearest } from '../../text/suggest.js';
import { helpTopic, type HelpTopic } from '../help-topic.js';
import { formerNameList, type SettingSource } from './former-names.js';
import { settingList, type SettingName } from './settings.js';

/** The command line, understood but not yet validated. */
export interface CommandLine {
  readonly command: Command | 'version';
  /** What `help` is about; undefined for everything. */
  readonly topic: HelpTopic | undefined;
  readonly once: boolean;
  readonly allSpaces: boolean;
  readonly json: boolean;
  /** Whether what would be asked about is allowed. */
  readonly yes: boolean;
  /** The operand, such as a connection's id. */
  readonly operand: string | undefined;
  readonly settings: SettingSource;
}

const optionNames = new Map<string, SettingName>(
  settingList.flatMap(([name, setting]) =>
    setting.option === undefined ? [] : [[setting.option, name] as const],
  ),
);
const formerOptionNames = new Map<string, SettingName>(
  formerNameList.map(([name, { option }]) => [option, name]),
);
const secretNames = new Map(
  settingList.flatMap(([, setting]) =>
    setting.option === undefined
      ? [[setting.variable.toLowerCase().replaceAll('_', '-'), setting.variable] as const]
      : [],
  ),
);
const switches = new Set<string>(
  settingList.flatMap(([, setting]) =>
    setting.isSwitch === true && setting.option !== undefined ? [setting.option] : [],
  ),
);
/** What an operand is, in an error. */
const OPERANDS: Readonly<Record<NonNullable<(typeof commands)[Command]['operand']>, string>> = {
  '<id>': 'an id',
  '<person>': 'an id',
  '<words>': 'words',
  '<page>': 'a page',
  '<database>': 'a database',
  '<client>': 'the name of a client',
  '<shell>': 'a shell',
};
const FLAGS: readonly string[] = ['help', 'version', ...flagNames];
/** Longer words are more likely a misplaced token than a misspelt name, and are not repeated. */
const MAX_ECHOED_CHARACTERS = 24;
const SHORT: Readonly<Record<string, string>> = { h: 'help', v: 'version' };

/** Understands `argv` (without the program's own two entries). Throws `ConfigError`. */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  const options = Object.fromEntries([
    ...[...optionNames.keys(), ...formerOptionNames.keys()].map((name) => [
      name,
      { type: switches.has(name) ? ('boolean' as const) : ('string' as const) },
    ]),
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
  const current: Partial<Record<SettingName, string>> = {};
  const former: Partial<Record<SettingName, string>> = {};
  const words: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') {
      words.push(token.value);
    } else if (token.kind === 'option') {
      const name = token.rawName.startsWith('--') ? token.name : (SHORT[token.name] ?? token.name);
      const formerSetting = formerOptionNames.get(name);
      const setting = optionNames.get(name) ?? formerSetting;
      if (setting !== undefined) {
        (formerSetting === undefined ? current : former)[setting] = refusePassword(
          name,
          valueOf(name, token.value ?? (switches.has(name) ? 'true' : undefined)),
        );
      } else if (FLAGS.includes(name)) {
        flags.add(name);
      } else {
        throw unknownOption(token.rawName, name);
      }
    }
  }
  const settings = { current, former };
  if (flags.has('help') || words[0] === 'help') {
    const topic = helpTopic(words[0] === 'help' ? words.slice(1) : words);
    return {
      command: 'help',
      topic,
      once: false,
      allSpaces: false,
      json: false,
      yes: false,
      operand: undefined,
      settings,
    };
  }
  const { command, operand } = commandOf(words, flags.has('once'));
  refuseUnusedFlags(command, flags);
  if (flags.has('json') && command === 'chat' && !flags.has('once')) {
    throw new ConfigError(
      'chat answers in JSON to one question: notion-rest-mcp chat --json --once "question".',
    );
  }
  return {
    command: flags.has('version') ? 'version' : command,
    topic: undefined,
    once: flags.has('once'),
    allSpaces: flags.has('all-spaces'),
    json: flags.has('json'),
    yes: flags.has('yes'),
    operand,
    settings,
  };
}

/** Commands are one or two words; one that needs an operand takes the word after it. */
function commandOf(
  words: readonly string[],
  isOnce: boolean,
): { command: Command; operand: string | undefined } {
  if (words.length === 0) {
    return { command: 'stdio', operand: undefined };
  }
  const command = commandNames.find((known) => known === words.slice(0, known.split(' ').length).join(' '));
  if (command === undefined) {
    const [word = ''] = words;
    const group = commandNames.filter((known) => known.startsWith(`${word} `));
    const guess = nearest(word, commandNames);
    const hint =
      group.length > 0
        ? `Commands are ${group.join(', ')}.`
        : guess === undefined
          ? 'See notion-rest-mcp help.'
          : `Did you mean ${guess}?`;
    throw new ConfigError(`There is no command${shown(words.slice(0, 2).join(' '))}. ${hint}`);
  }
  const [operand, ...rest] = words.slice(command.split(' ').length);
  const needed = commands[command].operand;
  if (needed !== undefined && operand === undefined) {
    throw new ConfigError(`${command} needs ${OPERANDS[needed]}: notion-rest-mcp ${typed(command)}.`);
  }
  if (isOnce && command === 'chat') {
    if (operand === undefined || rest.length > 0) {
      throw new ConfigError(
        'chat --once takes one question in quotes: notion-rest-mcp chat --once "question".',
      );
    }
    return { command, operand };
  }
  if (rest.length > 0 || (needed === undefined && operand !== undefined)) {
    throw new ConfigError(`Only one command is accepted; leave out what follows ${command}.`);
  }
  return { command, operand };
}

/** Whoever gives a flag expects something of it. */
function refuseUnusedFlags(command: Command, given: ReadonlySet<string>): void {
  for (const flag of flagNames) {
    if (given.has(flag) && flagsOf(command)[flag] === undefined) {
      const users = commandNames.filter((each) => flagsOf(each)[flag] !== undefined);
      const named = new Intl.ListFormat('en').format(users);
      throw new ConfigError(`--${flag} belongs to the command${users.length === 1 ? '' : 's'} ${named}.`);
    }
  }
}

function valueOf(name: string, value: string | undefined): string {
  if (value === undefined || value === '') {
    throw new ConfigError(`--${name} needs a value; see notion-rest-mcp --help.`);
  }
  return value;
}

/** Other users of the machine can read the command line of a process. */
function refusePassword(name: string, value: string): string {
  if (URL.canParse(value) && new URL(value).password !== '') {
    const [, setting] = settingList.find(([, { option }]) => option === name) ?? [];
    throw new ConfigError(
      `--${name} takes no password, because other users can read the command line; set ${setting?.variable}.`,
    );
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
  return word.length <= MAX_ECHOED_CHARACTERS ? ` ${JSON.stringify(word).slice(1, -1)}` : ' like that';
}

/** Whether a list is of all spaces: one is asked for on the command line, and a server's SPACE_ID is not about the list. */
export function listsAll({ command, settings: { current } }: CommandLine): boolean {
  return command === 'connections' && current.space === undefined;
}
