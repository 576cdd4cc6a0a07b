import { settingList } from '../../../src/config/settings/settings.js';

const HEAD = `# Copy to .env and start with: node --env-file=.env dist/notion-rest-mcp.js
# Generated from the settings by npm run docs; docs/configuration.md has types and defaults.
`;

/** The text of `.env.example`: every setting, with its default. An empty variable counts as absent. */
export function envExample(): string {
  const entries = settingList.map(
    ([, { variable, help, defaultValue }]) =>
      `# ${help}\n${defaultValue === undefined ? `${variable}=` : `# ${variable}=${defaultValue}`}\n`,
  );
  return [HEAD, ...entries].join('\n');
}
