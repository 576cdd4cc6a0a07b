import { ConfigError } from './config-error.js';
import type { Command } from './commands.js';
import { settingsOfCommands } from './settings-of-commands.js';
import { formerNames, type SettingSource } from './settings/former-names.js';
import type { Setting } from './setting.js';
import { settings, type SettingName } from './settings/settings.js';

/** Settings that a command takes on the command line only: the list of what commands read is of variables as well. */
const ON_THE_COMMAND_LINE: Partial<Record<Command, readonly SettingName[]>> = { 'keys create': ['tools'] };
/** More commands than these are not named in an error. */
const MAX_NAMED = 3;

/**
 * Refuses options that a command does not read: whoever gives one expects something of it. Variables are for all commands,
 * so they are not refused. Throws `ConfigError`.
 */
export function refuseUnusedOptions(command: Command, { current, former }: SettingSource): void {
  for (const [given, optionOf] of [
    [current, (name: SettingName) => currentOption(settings[name])],
    [former, (name: SettingName) => formerNames[name]?.option],
  ] as const) {
    // Object.keys widens to string; the object is exact.
    for (const name of Object.keys(given) as SettingName[]) {
      const users = settingsOfCommands.flatMap(([commands, names]) =>
        names.trim().split(/\s+/).includes(name) ? commands : [],
      );
      if (!users.includes(command) && ON_THE_COMMAND_LINE[command]?.includes(name) !== true) {
        throw new ConfigError(`${command} does not use --${optionOf(name)}. ${hint(command, users)}`);
      }
    }
  }
}

function currentOption({ option }: Setting): string | undefined {
  return option;
}

function hint(command: Command, users: readonly Command[]): string {
  return users.length === 0 || users.length > MAX_NAMED
    ? `See notion-rest-mcp help ${command}.`
    : `It belongs to ${new Intl.ListFormat('en').format(users)}.`;
}
