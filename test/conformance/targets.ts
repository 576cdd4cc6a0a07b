import { randomBytes } from 'node:crypto';
import { SANDBOX_CLIENT_ID, SANDBOX_CLIENT_SECRET } from '../../src/sandbox/oauth/options.js';
import { SANDBOX_TOKEN, startSandbox } from '../../src/sandbox/server.js';
import { connectHosted } from '../harness/http/connect-hosted.js';
import { freePort } from '../harness/processes/free-ports.js';
import { runCommand, ServerProcess, type Settings } from '../harness/processes/server-process.js';
import type { Run } from '../harness/run.js';
import { addAuthorization } from './add-authorization.js';
import { startFixtureServer } from './fixtures/fixture-server.js';
import { startProxiedFixtures } from './fixtures/proxied-fixtures.js';

export type TargetName = 'fixtures' | 'proxied' | 'product' | 'hosted' | 'authorization';

/** The space whose connection to the hosted server is used. */
const SPACE = 'conformance';

/** What the suites are pointed at; gives the address, in which they insist on the name `localhost`. */
export const targets: Readonly<Record<TargetName, (run: Run) => Promise<string>>> = {
  /** The product's HTTP stack with the tools, prompts and resources that the suites call. */
  fixtures: async () => (await startFixtureServer()).url.replace('127.0.0.1', 'localhost'),
  /** The same server behind the proxy to Notion's hosted server, in the place of the latter. */
  proxied: async () => (await startProxiedFixtures()).replace('127.0.0.1', 'localhost'),
  /** The program as it is shipped, on a made-up workspace. */
  product: async (run) => {
    const sandbox = await startSandbox();
    return `${await startProgram(run, 1, { NOTION_TOKEN: SANDBOX_TOKEN, NOTION_API_URL: sandbox.url })}/mcp`;
  },
  /** The proxy of the program as it is shipped, before the hosted server that the sandbox plays. */
  hosted: async (run) => {
    const sandbox = await startSandbox();
    const settings = {
      NOTION_API_URL: sandbox.url,
      NOTION_CLIENT_ID: SANDBOX_CLIENT_ID,
      NOTION_CLIENT_SECRET: SANDBOX_CLIENT_SECRET,
      CREDENTIALS_KEY: randomBytes(32).toString('base64'),
      DATA_FOLDER: run.makeFolder('hosted-data'),
      HOSTED: 'on',
      HOSTED_PROXY: 'true',
      NOTION_MCP_URL: sandbox.hosted.resource,
    };
    const origin = await startProgram(run, 3, settings);
    const [key = ''] = (await runCommand(['keys', 'create', '--space', SPACE], settings)).split('\n', 1);
    await connectHosted(origin, key, SPACE);
    return `${await addAuthorization(origin, key)}/mcp/hosted`;
  },
  /** The program with its authorization server. The address is the issuer, which a client compares to the letter. */
  authorization: async (run) => {
    const sandbox = await startSandbox({ oauth: {} });
    return startProgram(run, 2, {
      NOTION_API_URL: sandbox.url,
      NOTION_CLIENT_ID: SANDBOX_CLIENT_ID,
      NOTION_CLIENT_SECRET: SANDBOX_CLIENT_SECRET,
      CREDENTIALS_KEY: randomBytes(32).toString('base64'),
      DATA_FOLDER: run.makeFolder('data'),
    });
  },
};

async function startProgram(run: Run, slot: number, settings: Settings): Promise<string> {
  const port = await freePort();
  const publicUrl = `http://localhost:${port}`;
  const server = new ServerProcess({ slot, port, settings, publicUrl, logFolder: run.folder });
  await run.keep(server).start();
  return publicUrl;
}
