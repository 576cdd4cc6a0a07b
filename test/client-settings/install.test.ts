import { describe, expect, it } from '@jest/globals';
import { clients } from '../../src/client-settings/clients.js';
import { startSandbox, SANDBOX_TOKEN } from '../../src/sandbox/server.js';
import { closeClients, connectStdio } from '../support/clients/mcp-clients.js';
import { cliPath, startCli } from '../support/servers/spawn.js';

describe('notion-rest-mcp install', () => {
  it.each(Object.keys(clients))('tells where, what and what is missing: %s', async (name) => {
    const cli = startCli(['install', name], {});
    expect(await cli.ended).toBe(0);
    expect(cli.stdout()).toMatch(/^\S.*:\n\n[\s\S]+\n\n(?:.+\n){1,3}More: https:\/\/\S+\n/);
    expect(cli.stderr()).toBe('');
  });

  it.each([
    ['cursor', [], /^In place of ntn_… comes a token from https.*\/developers\/tokens/m],
    ['vscode', [], /^VS Code asks for this once, and keeps it: a token from https.*\/developers\/tokens/m],
    [
      'cursor',
      ['--public-url', 'https://mcp.example.com'],
      /^In place of nrm_… comes a key, from the server/m,
    ],
    ['codex', ['--public-url', 'https://mcp.example.com'], /^Into \w+ comes a key, from the server/m],
  ])('tells where the secret comes from: %s %j', async (name, options, expected) => {
    const cli = startCli(['install', name, ...options], {});
    expect(await cli.ended).toBe(0);
    expect(cli.stdout()).toMatch(expected);
  });

  it('prints what starts a server as it stands, but for the token', async () => {
    const cli = startCli(['install', 'cursor'], {});
    await cli.ended;
    const [block = ''] = /\{[\s\S]*\}/.exec(cli.stdout()) ?? [];
    const { command, args, env } = (
      JSON.parse(block) as {
        mcpServers: { notion: { command: string; args: string[]; env: Record<string, string> } };
      }
    ).mcpServers.notion;
    expect(args.at(-1)).toBe(cliPath);
    expect(env).toEqual({ NOTION_TOKEN: 'ntn_…' });
    const sandbox = await startSandbox();
    try {
      const client = await connectStdio('v2 modern', {
        command,
        args,
        env: { NOTION_TOKEN: SANDBOX_TOKEN, NOTION_API_URL: sandbox.url },
      });
      expect((await client.listTools()).length).toBeGreaterThan(5);
    } finally {
      await closeClients();
      await sandbox.close();
    }
  });

  it.each([
    ['curser', /Did you mean cursor\?/],
    ['emacs', /install knows claude-desktop, /],
  ])('helps with a name that it does not know: %s', async (name, expected) => {
    const cli = startCli(['install', name], {});
    expect(await cli.ended).toBe(2);
    expect(cli.stderr()).toMatch(expected);
  });
});
