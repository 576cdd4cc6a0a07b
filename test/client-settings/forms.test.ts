import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { parse as parseToml } from 'smol-toml';
import { clients } from '../../src/client-settings/clients.js';
import { servedAt, startedHere } from '../../src/client-settings/server-entry.js';

const here = startedHere('/opt/node/bin/node', "/home/ann/it's here/notion-rest-mcp.js");
const there = servedAt('https://mcp.acme.dev');
const program = {
  command: '/opt/node/bin/node',
  args: ["/home/ann/it's here/notion-rest-mcp.js"],
  env: { NOTION_TOKEN: 'ntn_…' },
};
const headers = { Authorization: 'Bearer nrm_…' };
const url = 'https://mcp.acme.dev/mcp';

/** The words that a shell makes of a command. */
function words(command: string): readonly string[] {
  const name = command.split(' ', 1)[0] ?? '';
  const script = `${name}() { printf '%s\\n' "$@"; }\n${command}`;
  return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).trimEnd().split('\n');
}

describe.each(['claude-desktop', 'cursor', 'gemini', 'windsurf', 'jetbrains', 'cline'] as const)(
  '%s',
  (name) => {
    const { form } = clients[name];
    const urlName = { gemini: 'httpUrl', windsurf: 'serverUrl' }[name as string] ?? 'url';

    it('starts the program', () => {
      expect(JSON.parse(form(here))).toEqual({ mcpServers: { notion: program } });
    });

    it('goes to an address', () => {
      const more = name === 'cline' ? { type: 'streamableHttp' } : {};
      expect(JSON.parse(form(there))).toEqual({
        mcpServers: { notion: { [urlName]: url, headers, ...more } },
      });
    });
  },
);

it('vscode asks for the secret', () => {
  const started = JSON.parse(clients.vscode.form(here)) as Record<string, unknown>;
  expect(started).toEqual({
    inputs: [{ type: 'promptString', id: 'notion-token', description: 'Notion token', password: true }],
    servers: { notion: { ...program, type: 'stdio', env: { NOTION_TOKEN: '${input:notion-token}' } } },
  });
  expect(JSON.parse(clients.vscode.form(there))).toMatchObject({
    servers: { notion: { type: 'http', url, headers: { Authorization: 'Bearer ${input:notion-key}' } } },
  });
});

it('zed has servers of its own kind', () => {
  expect(JSON.parse(clients.zed.form(here))).toEqual({
    context_servers: { notion: { source: 'custom', ...program } },
  });
  expect(JSON.parse(clients.zed.form(there))).toEqual({ context_servers: { notion: { url, headers } } });
});

it('codex has TOML, and no key in it', () => {
  expect(parseToml(clients.codex.form(here))).toEqual({ mcp_servers: { notion: program } });
  expect(parseToml(clients.codex.form(there))).toEqual({
    mcp_servers: { notion: { url, bearer_token_env_var: 'NOTION_REST_MCP_KEY' } },
  });
});

it('claude-code has a command, whose words survive the shell', () => {
  const start = [
    'mcp',
    'add',
    'notion',
    '--env',
    'NOTION_TOKEN=ntn_…',
    '--',
    program.command,
    ...program.args,
  ];
  expect(words(clients['claude-code'].form(here))).toEqual(start);
  const remote = [
    'mcp',
    'add',
    '--transport',
    'http',
    'notion',
    url,
    '--header',
    'Authorization: Bearer nrm_…',
  ];
  expect(words(clients['claude-code'].form(there))).toEqual(remote);
});

it('langchain has a program', () => {
  const [, settings = ''] = /MultiServerMCPClient\((\{[\s\S]*\})\);/.exec(clients.langchain.form(here)) ?? [];
  expect(JSON.parse(settings)).toEqual({ mcpServers: { notion: { transport: 'stdio', ...program } } });
});

it.each(['n8n', 'dify'] as const)('%s has fields to fill in', (name) => {
  expect(clients[name].form(there)).toContain(url);
  expect(clients[name].form(there)).toContain('nrm_…');
});

it('starts what npx has fetched through npx: its folder is gone tomorrow', () => {
  expect(
    startedHere(
      '/usr/bin/node',
      '/home/ann/.npm/_npx/5f/node_modules/notion-rest-mcp/dist/notion-rest-mcp.js',
      'notion-rest-mcp',
    ),
  ).toEqual({
    kind: 'stdio',
    command: 'npx',
    args: ['-y', 'notion-rest-mcp'],
    env: { NOTION_TOKEN: 'ntn_…' },
  });
});
