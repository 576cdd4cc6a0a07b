import { settingList } from '../../../src/config/settings/settings.js';

const HEAD = `# Copy to .env and start with: node --env-file=.env dist/notion-rest-mcp.js
# Made by npm run docs from the settings; docs/configuration.md says what each takes.
`;

/** The text of `.env.example`: every setting, with its standard value. An empty variable counts as absent. */
export function envExample(): string {
  const entries = settingList.map(
    ([, { variable, help, standard }]) =>
      `# ${help}\n${standard === undefined ? `${variable}=` : `# ${variable}=${standard}`}\n`,
  );
  return [HEAD, ...entries].join('\n');
}
