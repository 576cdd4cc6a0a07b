import { settingList } from './settings.js';

/** The answer to `--help`. */
export function usage(version: string): string {
  const rows = settingList.map(([, setting]) => [
    `  ${setting.variable}`,
    setting.option === undefined ? '' : `--${setting.option} ${setting.value}`,
    setting.help,
  ]);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const table = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  return `notion-rest-mcp ${version}: Notion tools for MCP clients

Usage: notion-rest-mcp [command] [options]

Commands
  stdio   serve one client over standard input and output (default)
  serve   serve many clients over Streamable HTTP at /mcp
  demo    show the tools on a made-up workspace, then serve it; --once ends after the show

Settings (environment variable, or option, which wins)
${table.join('\n')}

Other options
  --help     this text
  --version  the version
`;
}
