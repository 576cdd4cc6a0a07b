import { commandNames as every, commands, typed, type Command } from '../../../src/config/commands.js';
import { settingList } from '../../../src/config/settings/settings.js';
import { table } from '../markdown.js';
import { settingsUsed } from './settings-used.js';

/** What docs/configuration.md holds of the settings: the commands, and every setting. */
export function settingSections(): [string, string][] {
  return [
    ['commands', commandTable()],
    ['settings', settingTable()],
  ];
}

function commandTable(): string {
  const rows = every.map((command) => [`\`notion-rest-mcp ${typed(command)}\``, commands[command].help]);
  return table(['command', 'description'], rows);
}

function settingTable(): string {
  const used = settingsUsed();
  const rows = settingList.map(([name, setting]) => {
    const { variable, option, help, schema, defaultValue } = setting;
    return [
      option === undefined ? `\`${variable}\`` : `\`${variable}\` \`--${option}\``,
      schema.description ?? '',
      defaultValue === undefined ? '' : `\`${defaultValue}\``,
      help,
      commandNames(used.get(name) ?? []),
    ];
  });
  return table(['setting', 'type', 'default', 'description', 'used by'], rows);
}

/** The shorter of two ways to say it. */
function commandNames(names: readonly Command[]): string {
  const others = every.filter((command) => !names.includes(command));
  const list = (some: readonly Command[]): string => some.map((name) => `\`${name}\``).join(', ');
  if (others.length === 0) {
    return 'all';
  }
  return names.length > others.length ? `all but ${list(others)}` : list(names);
}
