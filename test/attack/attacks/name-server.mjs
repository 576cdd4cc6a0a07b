import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { freePorts } from '../../chaos/fleet.mjs';
import { startServer } from '../../load/processes.mjs';
import { holds } from '../breach.mjs';
import { ask, callTool } from '../call.mjs';

/** Milliseconds within which a call that needs Notion by name is answered. */
const MAX_CALL_MS = 15_000;
/** Milliseconds within which the server stops when it is asked to. */
const MAX_STOP_MS = 15_000;

/** Has the program ask this name server for what strangers name, as if the machine was set up with it. */
function askingOnly(port) {
  const code = `
    import dns from 'node:dns';
    import { syncBuiltinESMExports } from 'node:module';
    const { Resolver } = dns.promises;
    dns.promises.Resolver = class extends Resolver {
      constructor(options) {
        super(options);
        this.setServers(['127.0.0.1:${port}']);
      }
    };
    syncBuiltinESMExports();`;
  return `--import=data:text/javascript,${encodeURIComponent(code)}`;
}

async function starve(stage, server) {
  const present = (path, number) =>
    ask({
      url: `${server.url}${path}`,
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-forwarded-for': `198.51.100.${number}`,
      },
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: 'x',
        token: 'x',
        client_id: `https://dead-${number}.example${path}`,
      }).toString(),
    });
  const strangers = Array.from({ length: 60 }, (_, number) => [
    present('/oauth/token', number),
    present('/oauth/revoke', number),
  ]).flat();
  await delay(200);
  const urlOf = (space) => `${server.url}/mcp/${space}`;
  const answer = await callTool({ ...stage, urlOf }, stage.tenant, 'notion_search', { query: 'Welcome' });
  holds(!answer.isError, `a call ended with ${answer.status}: ${answer.text.slice(0, 80)}`);
  holds(answer.ms < MAX_CALL_MS, `a call waited ${Math.round(answer.ms)} ms`);
  const begun = performance.now();
  server.child.kill('SIGTERM');
  await Promise.race([once(server.child, 'exit'), delay(MAX_STOP_MS, undefined, { ref: false })]);
  holds(server.child.exitCode === 0, 'the server does not stop');
  const stopped = performance.now() - begun;
  await Promise.all(strangers);
  return `a call is answered after ${Math.round(answer.ms)} ms, a stop takes ${Math.round(stopped)} ms`;
}

export const nameServerAttacks = [
  {
    name: 'name servers: 120 client ids whose name server never answers',
    short: true,
    run: async (stage) => {
      const dead = createSocket('udp4').bind(0, '127.0.0.1');
      await once(dead, 'listening');
      const [port] = await freePorts(1);
      // Notion is reached by name, as it is outside of a test.
      const settings = {
        ...stage.settings,
        NOTION_API_URL: stage.notion.url.replace('127.0.0.1', 'localhost'),
        PUBLIC_URL: `http://127.0.0.1:${port}`,
      };
      const server = await startServer(settings, port, [askingOnly(dead.address().port)]);
      try {
        return await starve(stage, server);
      } finally {
        server.child.kill('SIGKILL');
        dead.close();
      }
    },
  },
];
