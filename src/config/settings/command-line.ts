import { parseArgs } from 'node:util';
import { ConfigError } from '../config-error.js';
import { nearest } from '../../text/suggest.js';
import { formerNameList, type SettingSource } from './former-names.js';
import { settingList, type SettingName } from './settings.js';

/** All commands: words, operands and purpose. */
export const commands = {
  stdio: { operand: undefined, help: 'serve one client over standard input and output (default)' },
  serve: { operand: undefined, help: 'serve many clients over Streamable HTTP at /mcp' },
  demo: {
    operand: undefined,
    help: 'show the tools on a made-up workspace, then serve it; --once ends after the show',
  },
  connect: { operand: undefined, help: 'connect a Notion workspace in the browser, for stdio' },
  connections: { operand: undefined, help: 'list the connected workspaces' },
  disconnect: { operand: '<id>', help: 'disconnect a workspace, here and at Notion' },
  'keys create': { operand: undefined, help: 'create a service key for --space <id> or --all-spaces' },
  'keys list': { operand: undefined, help: 'list service keys; --json for scripts' },
  'keys renew': {
    operand: '<id>',
    help: 'give a service key a new secret; the old one works until --overlap ends',
  },
  'keys revoke': { operand: '<id>', help: 'revoke a service key' },
  'keys rotate': { operand: undefined, help: 're-seal all stored tokens with a new key' },
  'audit verify': {
    operand: undefined,
    help: 'check that no audit log entry was changed or removed',
  },
  'audit export': { operand: undefined, help: 'print the audit log as JSON lines, from --since on' },
  'changes verify': {
    operand: undefined,
    help: 'check that the journal of changes is as the audit log recorded it',
  },
  changes: { operand: undefined, help: 'list who has changed what with which tool in the last 30 days' },
  'webhooks list': { operand: undefined, help: 'list the verification tokens of Notion webhooks' },
  'webhooks accept': { operand: '<id>', help: 'trust a verification token, and print it to paste at Notion' },
  'webhooks remove': { operand: '<id>', help: 'stop trusting a verification token' },
  search: {
    operand: '<words>',
    help: 'search the connected workspaces, and their texts where they are indexed: search "words"',
  },
  'index status': { operand: undefined, help: 'tell how far the search index reaches' },
  'index build': { operand: undefined, help: 'build the search index now, with most of the request budget' },
  'index purge': { operand: undefined, help: 'delete the search index of --space, or of NOTION_TOKEN' },
  'sign-out': {
    operand: '<person>',
    help: 'end the browser sessions and app grants of a Notion user, by id, or of everybody',
  },
  doctor: { operand: undefined, help: 'check settings, stored connections and Notion; --json for scripts' },
  rebuild: { operand: undefined, help: 'rebuild the table of connections from the event log' },
  'migrate-store': {
    operand: undefined,
    help: 'move the whole store to another database, --from one --to another',
  },
} as const satisfies Record<string, { readonly operand: string | undefined; readonly help: string }>;

/** A command of the program. */
export type Command = keyof typeof commands;

// Object.keys widens to string; the object above is exact.
const COMMANDS = Object.keys(commands) as Command[];

/** The command line, understood but not yet validated. */
export interface CommandLine {
  readonly command: Command | 'help' | 'version';
  readonly once: boolean;
  readonly allSpaces: boolean;
  readonly json: boolean;
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
/** Commands with a `--json` output for scripts. */
const JSON_COMMANDS: readonly Command[] = ['doctor', 'keys list'];
const FLAGS = ['help', 'version', 'once', 'all-spaces', 'json'];
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
  const { command, operand } = commandOf(words);
  if (flags.has('once') && command !== 'demo') {
    throw new ConfigError('--once belongs to the demo command: notion-rest-mcp demo --once.');
  }
  if (flags.has('json') && !JSON_COMMANDS.includes(command)) {
    throw new ConfigError(
      `--json belongs to the commands ${JSON_COMMANDS.join(' and ')}: notion-rest-mcp doctor --json.`,
    );
  }
  const asked = flags.has('help') ? 'help' : flags.has('version') ? 'version' : command;
  return {
    command: asked,
    once: flags.has('once'),
    allSpaces: flags.has('all-spaces'),
    json: flags.has('json'),
    operand,
    settings: { current, former },
  };
}

/** Commands are one or two words; one that needs an operand takes the word after it. */
function commandOf(words: readonly string[]): { command: Command; operand: string | undefined } {
  if (words.length === 0) {
    return { command: 'stdio', operand: undefined };
  }
  const command = COMMANDS.find((known) => known === words.slice(0, known.split(' ').length).join(' '));
  if (command === undefined) {
    const [word = ''] = words;
    const group = COMMANDS.filter((known) => known.startsWith(`${word} `));
    const guess = nearest(word, COMMANDS);
    const hint =
      group.length > 0
        ? `Commands are ${group.join(', ')}.`
        : guess === undefined
          ? `Commands are ${COMMANDS.join(', ')}.`
          : `Did you mean ${guess}?`;
    throw new ConfigError(`There is no command${shown(words.slice(0, 2).join(' '))}. ${hint}`);
  }
  const [operand, ...rest] = words.slice(command.split(' ').length);
  const needed = commands[command].operand;
  if (needed !== undefined && operand === undefined) {
    const what = needed === '<words>' ? 'words' : 'an id';
    throw new ConfigError(`${command} needs ${what}: notion-rest-mcp ${command} ${needed}.`);
  }
  if (rest.length > 0 || (needed === undefined && operand !== undefined)) {
    throw new ConfigError(`Only one command is accepted; leave out what follows ${command}.`);
  }
  return { command, operand };
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
