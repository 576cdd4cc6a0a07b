import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SANDBOX_CLIENT_ID, SANDBOX_CLIENT_SECRET } from '../../dist/src/sandbox/oauth/options.js';
import { SANDBOX_TOKEN, startSandbox } from '../../dist/src/sandbox/server.js';
import { freePorts } from '../chaos/fleet.mjs';
import { startFixtureServer } from './fixture-server.mjs';

const PROGRAM = fileURLToPath(new URL('../../dist/notion-rest-mcp.js', import.meta.url));

/** What the suites are pointed at. They insist on the name `localhost`. Each is started once and closed at the end. */
export const targets = {
  /** The product's HTTP stack with the tools, prompts and resources that the suites call. */
  fixtures: async () => {
    const { url, close } = await startFixtureServer();
    return { url: byName(url), close };
  },
  /** The program as it is shipped, on a made-up workspace. */
  product: async () => {
    const sandbox = await startSandbox();
    const server = await startProgram({
      NOTION_TOKEN: SANDBOX_TOKEN,
      NOTION_API_URL: sandbox.url,
      PORT: '0',
    });
    return {
      url: byName(server.url),
      close: async () => {
        await server.close();
        await sandbox.close();
      },
    };
  },
  /** The program with its authorization server. The address is the issuer, which a client compares to the letter. */
  authorization: async () => {
    const sandbox = await startSandbox({ oauth: {} });
    const folder = await mkdtemp(join(tmpdir(), 'notion-conformance-'));
    const [port] = await freePorts(1);
    const url = `http://localhost:${port}`;
    const server = await startProgram({
      NOTION_API_URL: sandbox.url,
      NOTION_CLIENT_ID: SANDBOX_CLIENT_ID,
      NOTION_CLIENT_SECRET: SANDBOX_CLIENT_SECRET,
      CREDENTIALS_KEY: randomBytes(32).toString('base64'),
      DATA_FOLDER: folder,
      PUBLIC_URL: url,
      PORT: String(port),
    });
    return {
      url,
      close: async () => {
        await server.close();
        await sandbox.close();
        await rm(folder, { recursive: true, force: true });
      },
    };
  },
};

function byName(url) {
  return url.replace('127.0.0.1', 'localhost');
}

async function startProgram(settings) {
  const child = spawn(process.execPath, [PROGRAM, 'serve'], {
    env: settings,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = once(child, 'exit');
  let printed = '';
  const url = await new Promise((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (part) => {
      printed += part;
      const [, served] = /serving MCP at (http:[^\s"]+)/.exec(printed) ?? [];
      if (served !== undefined) {
        resolve(served);
      }
    });
    void exited.then(() => reject(new Error(`The program did not serve:\n${printed}`)));
  });
  return {
    url,
    close: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
