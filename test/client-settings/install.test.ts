import { describe, expect, it } from '@jest/globals';
import { clients } from '../../src/client-settings/clients.js';
import { startSandbox, SANDBOX_TOKEN } from '../../src/sandbox/server.js';
import { closeClients, connectStdio } from '../support/clients/mcp-clients.js';
import { cliPath, startCli } from '../support/servers/spawn.js';

describe('notion-rest-mcp install', () => {
  it.each(Object.keys(clients))('tells where, what and what is missing: %s', async (name) => {
    const cli = startCli(['install', name], {});
    expect(await cli.ended).toBe(0);
    expect(cli.stdout()).toMatch(/^\S.*:\n\n[\s\S]+\n\n.*\n(.*\n)?More: https:\/\/\S+\n/);
    expect(cli.stderr()).toBe('');
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
