import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../harness/processes/free-ports.js';
import { ServerProcess } from '../../harness/processes/server-process.js';
import { holds, type Attack, type AttackStage } from '../attack.js';
import { ask, callTool, form } from '../call.js';

/** A call that needs Notion by name is answered within this time. */
const MAX_CALL_MS = 15_000;

/** Has the program ask this name server for what strangers name, as if the machine was set up with it. */
function askingOnly(port: number): string {
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

async function starve(stage: AttackStage, server: ServerProcess): Promise<string> {
  const present = (path: string, number: number) => {
    const { headers, body } = form({
      grant_type: 'refresh_token',
      refresh_token: 'x',
      token: 'x',
      client_id: `https://dead-${number}.example${path}`,
    });
    return ask({
      url: `${server.url}${path}`,
      method: 'POST',
      headers: { ...headers, 'x-forwarded-for': `198.51.100.${number}` },
      body,
    });
  };
  const strangers = Array.from({ length: 60 }, (_, number) => [
    present('/oauth/token', number),
    present('/oauth/revoke', number),
  ]).flat();
  await delay(200);
  const urlOf = (space: string) => `${server.url}/mcp/${space}`;
  const answer = await callTool({ ...stage, urlOf }, stage.tenant, 'notion_search', { query: 'Welcome' });
  holds(!answer.isError, `a call ended with ${answer.status}: ${answer.text.slice(0, 80)}`);
  holds(answer.ms < MAX_CALL_MS, `a call waited ${Math.round(answer.ms)} ms`);
  const begun = performance.now();
  holds((await server.stop()) === 0, 'the server does not stop');
  const stopped = performance.now() - begun;
  await Promise.all(strangers);
  return `a call is answered after ${Math.round(answer.ms)} ms, a stop takes ${Math.round(stopped)} ms`;
}

export const nameServerAttacks: readonly Attack[] = [
  {
    name: 'name servers: 120 client ids whose name server never answers',
    short: true,
    run: async (stage) => {
      const dead = createSocket('udp4').bind(0, '127.0.0.1');
      await once(dead, 'listening');
      const port = await freePort();
      // Notion is reached by name, as it is outside of a test.
      const settings = {
        ...stage.settings,
        NOTION_API_URL: stage.notion.url.replace('127.0.0.1', 'localhost'),
        PUBLIC_URL: `http://127.0.0.1:${port}`,
        HEALTH_PORT: String(await freePort()),
      };
      const nodeOptions = [askingOnly(dead.address().port)];
      const server = new ServerProcess({ slot: 1, port, settings, logFolder: stage.run.folder, nodeOptions });
      await stage.run.keep(server).start();
      try {
        return await starve(stage, server);
      } finally {
        await server.kill();
        dead.close();
      }
    },
  },
];
