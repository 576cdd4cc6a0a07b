import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startSandbox, SANDBOX_TOKEN, type Sandbox } from '../../../src/sandbox/server.js';
import { killAll, startCli } from '../../support/servers/spawn.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterEach(() => killAll());
afterAll(() => sandbox.close());

async function run(
  args: string[],
  more: Record<string, string> = {},
): Promise<{ readonly code: number | string; readonly stdout: string; readonly stderr: string }> {
  const cli = startCli(args, { NOTION_TOKEN: SANDBOX_TOKEN, NOTION_API_URL: sandbox.url, ...more });
  return { code: await cli.ended, stdout: cli.stdout(), stderr: cli.stderr() };
}

describe('a person in a terminal', () => {
  it.each([
    ['search', 'on-call', /On-call guide/],
    ['read', 'On-call guide', /On-call guide/],
    ['query', 'Tasks', /\| Task \|/],
    ['describe', 'Tasks', /Status/],
  ])(
    '%s prints what the tool answers, without fence, colour and next call',
    async (command, operand, words) => {
      const { code, stdout } = await run([command, operand]);
      expect([code, stdout]).toEqual([0, expect.stringMatching(words)]);
      expect(stdout).not.toMatch(/<<<|>>>|^Next: /m);
      expect(stdout.includes('\u001B')).toBe(false);
    },
  );

  it('gets one line of JSON for scripts, with the answer as a model gets it', async () => {
    const { stdout } = await run(['read', 'On-call guide', '--json']);
    expect(JSON.parse(stdout)).toEqual({ answer: expect.stringMatching(/<<<\w+ text from Notion/) });
    expect(stdout.trim().split('\n')).toHaveLength(1);
  });

  it('is told what there is not, in a line', async () => {
    const { code, stdout, stderr } = await run(['read', 'No such page anywhere']);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^notion-rest-mcp: /m);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('reads nothing outside of READ_ROOTS', async () => {
    const found = await run(['search', 'on-call', '--json']);
    const [id = ''] = /[0-9a-f]{32}/.exec(found.stdout) ?? [];
    const other = await run(['query', 'Tasks'], { READ_ROOTS: id });
    expect([other.code, other.stdout]).toEqual([1, '']);
  });
});
