import { randomBytes } from 'node:crypto';
import { SANDBOX_TOKEN } from '../../src/sandbox/server.js';
import { callTool, eras } from '../harness/http/tool-call.js';
import { freePort } from '../harness/processes/free-ports.js';
import { ServerProcess, type Settings } from '../harness/processes/server-process.js';
import type { Run } from '../harness/run.js';

/** More than any machine sends. */
const NO_BUDGET = '1000000';

/** One server for one workspace, and its tools. */
export interface SingleServer {
  readonly process: ServerProcess;
  /** The text of the answer; rejects where it is none. */
  call(name: string, input: object): Promise<string>;
}

/** Starts the built server with a token, before a Notion at this address. */
export async function startSingleServer(
  run: Run,
  notionUrl: string,
  {
    nodeOptions = [],
    settings = { NOTION_REQUESTS_PER_MINUTE: NO_BUDGET },
  }: { readonly nodeOptions?: readonly string[]; readonly settings?: Settings } = {},
): Promise<SingleServer> {
  const key = randomBytes(32).toString('base64url');
  const process = run.keep(
    new ServerProcess({
      port: await freePort(),
      logFolder: run.folder,
      nodeOptions,
      settings: {
        PATH: globalThis.process.env['PATH'] ?? '',
        NOTION_API_URL: notionUrl,
        NOTION_TOKEN: SANDBOX_TOKEN,
        MCP_AUTH_TOKEN: key,
        ...settings,
      },
    }),
  );
  await process.start();
  return {
    process,
    async call(name, input) {
      const answer = await callTool({ url: `${process.url}/mcp`, key, era: eras[0], name, input });
      if (answer.isError) {
        throw new Error(`${name}: ${answer.text.slice(0, 300)}`);
      }
      return answer.text;
    },
  };
}

/** The answers from the first call to the one that names no next. */
export async function callToEnd(server: SingleServer, name: string, input: object): Promise<string[]> {
  const answers: string[] = [];
  for (let next: object | undefined = input; next !== undefined;) {
    const answer: string = await server.call(name, next);
    answers.push(answer);
    const [, rest] = /\nNext: \w+ (\{.*\})$/.exec(answer) ?? [];
    next = rest === undefined ? undefined : (JSON.parse(rest) as object);
  }
  return answers;
}
