import { commandGroups, commandNames, commands, flagsOf, typed, type Command } from '../config/commands.js';
import type { HelpTopic } from '../config/help-topic.js';
import type { Setting } from '../config/setting.js';
import { settingList } from '../config/settings/settings.js';
import { columns, wrap } from './columns.js';
import { settingsOfCommands } from '../config/settings-of-commands.js';

/** Columns of the longest option that has its meaning beside it. */
const MAX_TERM = 34;

/** The answer to `help` and `--help`: about everything, about commands, or about all settings. */
export function help(topic: HelpTopic | undefined, version: string): string {
  const paragraphs =
    topic === undefined
      ? overview(version)
      : topic === 'settings'
        ? allSettings()
        : topic.flatMap(aboutCommand);
  return `${paragraphs.join('\n\n')}\n`;
}

function overview(version: string): string[] {
  return [
    `notion-rest-mcp ${version}: Notion tools for MCP clients`,
    'Usage: notion-rest-mcp [command] [options]',
    ...commandGroups.map((group) => {
      const members = commandNames.filter((command) => commands[command].group === group);
      // The same column for all groups.
      const width = Math.max(...commandNames.map((command) => typed(command).length));
      return `${group}\n${columns(
        members.map((command) => [typed(command).padEnd(width), commands[command].help]),
        width,
      )}`;
    }),
    [
      'notion-rest-mcp help <command>  what a command does, and its settings',
      'notion-rest-mcp help settings   every setting',
      'notion-rest-mcp --version       the version',
    ].join('\n'),
  ];
}

function aboutCommand(command: Command): string[] {
  const names = settingsOf(command);
  const settings = settingList.filter(([name]) => names.has(name));
  const options = [
    ...Object.entries(flagsOf(command)).map(
      ([flag, { value, help: meaning }]) =>
        [[`--${flag}`, value].filter(Boolean).join(' '), meaning] as const,
    ),
    ...settings.flatMap(([, setting]) =>
      setting.option === undefined ? [] : [row(optionOf(setting), setting, `${setting.variable}: `)],
    ),
  ];
  const secrets = settings.flatMap(([, setting]) =>
    setting.option === undefined ? [row(setting.variable, setting)] : [],
  );
  return [
    `notion-rest-mcp ${typed(command)}\n${wrap(sentence(commands[command].help)).join('\n')}`,
    ...(secrets.length === 0 ? [] : [`Environment\n${columns(secrets, MAX_TERM)}`]),
    ...(options.length === 0
      ? []
      : [`Options, and the environment variables in their place\n${columns(options, MAX_TERM)}`]),
  ];
}

function settingsOf(command: Command): ReadonlySet<string> {
  const [, names = ''] = settingsOfCommands.find(([commands]) => commands.includes(command)) ?? [];
  return new Set(names.split(/\s+/));
}

function allSettings(): string[] {
  const rows = settingList.map(([, setting]) =>
    row(
      setting.option === undefined ? setting.variable : `${setting.variable}, ${optionOf(setting)}`,
      setting,
    ),
  );
  return ['Settings: environment variable, and option, which wins', columns(rows, 0)];
}

function row(term: string, { help: meaning, defaultValue }: Setting, lead = ''): readonly [string, string] {
  return [term, `${lead}${meaning}${defaultValue === undefined ? '' : ` (${defaultValue})`}`];
}

function optionOf({ option, value }: Setting): string {
  return `--${option} ${value}`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
