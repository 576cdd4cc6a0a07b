import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { freePorts } from '../../chaos/fleet.mjs';
import { PROGRAM, startServer } from '../../load/processes.mjs';
import { holds } from '../breach.mjs';
import { ask } from '../call.mjs';

/** Milliseconds that a program may take to refuse its settings. */
const MAX_START_MS = 20_000;

/** Starts `serve` with settings that it must refuse. */
async function refused(stage, settings) {
  const [port] = await freePorts(1);
  const child = spawn(process.execPath, [PROGRAM, 'serve'], {
    env: { PATH: process.env.PATH, PORT: String(port), NOTION_TOKEN: 'ntn_attack', ...settings },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said += text;
    if (said.includes('serving MCP')) {
      child.kill();
    }
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), MAX_START_MS);
  const [code] = await once(child, 'exit');
  clearTimeout(timer);
  holds(code !== 0 && code !== null && !said.includes('serving MCP'), 'it started');
  return said.trim().split('\n').at(-1).slice(0, 110);
}

const settings = [
  { title: 'a guessable MCP_AUTH_TOKEN', given: { HOST: '0.0.0.0', MCP_AUTH_TOKEN: 'secret' } },
  {
    title: 'an MCP_AUTH_TOKEN of one repeated character',
    given: { HOST: '0.0.0.0', MCP_AUTH_TOKEN: 'a'.repeat(40) },
  },
  { title: 'no MCP_AUTH_TOKEN on every address', given: { HOST: '0.0.0.0' } },
  { title: 'tokens over plain http to another machine', given: { NOTION_API_URL: 'http://192.0.2.1' } },
].map(({ title, given }) => ({
  name: `settings: ${title}`,
  short: true,
  run: (stage) => refused(stage, given),
}));

const FORWARDING = [
  { forwarded: 'for=198.51.100.1' },
  { 'x-forwarded-for': '198.51.100.1' },
  { 'x-real-ip': '198.51.100.1' },
  { via: '1.1 proxy' },
];

export const settingAttacks = [
  ...settings,
  {
    name: 'settings: a proxy before a server without a token',
    short: true,
    run: async (stage) => {
      const [port] = await freePorts(1);
      const server = await startServer(
        { PATH: process.env.PATH, NOTION_TOKEN: 'ntn_sandbox_demo_token', NOTION_API_URL: stage.notion.url },
        port,
      );
      try {
        for (const header of FORWARDING) {
          const answer = await ask({
            url: `${server.url}/mcp`,
            method: 'POST',
            headers: {
              'content-type': 'application/json',
              accept: 'application/json, text/event-stream',
              ...header,
            },
            body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
          });
          holds(answer?.status >= 400, `served with ${Object.keys(header)[0]}: ${answer?.status}`);
        }
      } finally {
        server.child.kill();
      }
      return `${FORWARDING.length} kinds of forwarded requests refused`;
    },
  },
];
