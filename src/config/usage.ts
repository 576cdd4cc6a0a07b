import { commands } from './settings/command-line.js';
import { settingList } from './settings/settings.js';

/** The answer to `--help`. */
export function usage(version: string): string {
  const rows = settingList.map(([, setting]) => [
    `  ${setting.variable}`,
    setting.option === undefined ? '' : `--${setting.option} ${setting.value}`,
    setting.defaultValue === undefined ? setting.help : `${setting.help} (${setting.defaultValue})`,
  ]);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const commandRows = Object.entries(commands).map(
    ([command, { operand, help }]) => [[command, operand].filter(Boolean).join(' '), help] as const,
  );
  const commandWidth = Math.max(...commandRows.map(([command]) => command.length)) + 2;
  const commandTable = commandRows
    .map(([command, help]) => `  ${command.padEnd(commandWidth)}${help}`)
    .join('\n');
  const table = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  return `notion-rest-mcp ${version}: Notion tools for MCP clients

Usage: notion-rest-mcp [command] [options]

Commands
${commandTable}

Settings (environment variable, or option, which wins)
${table.join('\n')}

Other options
  --help     this text
  --version  the version
`;
}
