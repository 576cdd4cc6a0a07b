import { commandNames } from '../../../src/config/commands.js';
import { settingsUsed } from './settings-used.js';

/** Characters of a line of names. */
const WIDTH = 100;

/** The text of `src/config/settings-of-commands.ts`: what commands read, those that read the same together. */
export function settingsOfCommands(): string {
  const used = [...settingsUsed()];
  const groups = new Map<string, string[]>();
  for (const command of commandNames) {
    const names = used.filter(([, commands]) => commands.includes(command)).map(([name]) => name);
    groups.set(names.join(' '), [...(groups.get(names.join(' ')) ?? []), command]);
  }
  const entries = [...groups]
    .filter(([names]) => names !== '')
    .map(([names, commands]) => `[${JSON.stringify(commands)}, \`\n${wrapped(names)}\`]`);
  return `import type { Command } from './commands.js';

/** The settings that commands read, by their names here, in the order of the list of settings. Made by npm run docs. */
export const settingsOfCommands: readonly (readonly [readonly Command[], names: string])[] = [${entries.join(', ')}];
`;
}

function wrapped(names: string): string {
  return names.replaceAll(new RegExp(`(.{1,${WIDTH}})(?: |$)`, 'g'), '    $1\n');
}
