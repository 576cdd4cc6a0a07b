import { setTimeout as delay } from 'node:timers/promises';
import { SANDBOX_TOKEN } from '../../../src/sandbox/server.js';
import { freePort } from '../../harness/processes/free-ports.js';
import { ServerProcess, type Settings } from '../../harness/processes/server-process.js';
import { startCli } from '../../support/servers/spawn.js';
import { holds, type Attack, type AttackStage } from '../attack.js';
import { ask, json } from '../call.js';

/** A program may take so long to refuse its settings. */
const MAX_START_MS = 120_000;

/** Starts `serve` with settings that it must refuse; gives what it says. */
async function refused({ run }: AttackStage, settings: Settings): Promise<string> {
  const port = String(await freePort());
  const program = startCli(['serve'], { PORT: port, NOTION_TOKEN: 'ntn_attack', ...settings });
  run.keep(program.child);
  const isServing = await Promise.race([
    program.stderrMatch(/serving MCP/).then(
      () => true,
      () => false,
    ),
    delay(MAX_START_MS, true, { ref: false }),
  ]);
  program.child.kill('SIGKILL');
  const code = await program.ended;
  holds(!isServing && typeof code === 'number' && code !== 0, 'it started');
  return (program.stderr().trim().split('\n').at(-1) ?? '').slice(0, 110);
}

const settings = [
  { title: 'a guessable MCP_AUTH_TOKEN', given: { HOST: '0.0.0.0', MCP_AUTH_TOKEN: 'secret' } },
  {
    title: 'an MCP_AUTH_TOKEN of one repeated character',
    given: { HOST: '0.0.0.0', MCP_AUTH_TOKEN: 'a'.repeat(40) },
  },
  { title: 'no MCP_AUTH_TOKEN on every address', given: { HOST: '0.0.0.0' } },
  { title: 'tokens over plain http to another machine', given: { NOTION_API_URL: 'http://192.0.2.1' } },
].map(({ title, given }: { readonly title: string; readonly given: Settings }) => ({
  name: `settings: ${title}`,
  short: true,
  run: (stage: AttackStage) => refused(stage, given),
}));

const FORWARDING: readonly Readonly<Record<string, string>>[] = [
  { forwarded: 'for=198.51.100.1' },
  { 'x-forwarded-for': '198.51.100.1' },
  { 'x-real-ip': '198.51.100.1' },
  { via: '1.1 proxy' },
];

export const settingAttacks: readonly Attack[] = [
  ...settings,
  {
    name: 'settings: a proxy before a server without a token',
    short: true,
    run: async (stage) => {
      const server = new ServerProcess({
        slot: 2,
        port: await freePort(),
        settings: {
          PATH: process.env['PATH'] ?? '',
          NOTION_TOKEN: SANDBOX_TOKEN,
          NOTION_API_URL: stage.notion.url,
        },
        logFolder: stage.run.folder,
      });
      await stage.run.keep(server).start();
      try {
        const list = json({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
        for (const header of FORWARDING) {
          const answer = await ask({
            url: `${server.url}/mcp`,
            method: 'POST',
            headers: { ...list.headers, accept: 'application/json, text/event-stream', ...header },
            body: list.body,
          });
          holds(
            answer !== undefined && answer.status >= 400,
            `served with ${Object.keys(header)[0]}: ${answer?.status}`,
          );
        }
      } finally {
        await server.stop();
      }
      return `${FORWARDING.length} kinds of forwarded requests refused`;
    },
  },
];
