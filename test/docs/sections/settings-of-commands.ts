import { commandNames } from '../../../src/config/commands.js';
import { settingsUsed } from './settings-used.js';

/** The text of `src/help/settings-of-commands.ts`: what each command reads. */
export function settingsOfCommands(): string {
  const used = [...settingsUsed()];
  const entries = commandNames.map((command) => [
    command,
    used.filter(([, commands]) => commands.includes(command)).map(([name]) => name),
  ]);
  return `import type { Command } from '../config/commands.js';
import type { SettingName } from '../config/settings/settings.js';

/** The settings that each command reads, in the order of the list of settings. Made by npm run docs. */
export const settingsOf: Readonly<Record<Command, readonly SettingName[]>> = ${JSON.stringify(Object.fromEntries(entries))};
`;
}
