// Notion, played by the sandbox in a process of its own: a workspace for each space, a budget for each connection, and
// access tokens that end now and then.
import { paragraph } from '../../../src/sandbox/build/blocks.js';
import { addPage, createWorkspace } from '../../../src/sandbox/build/workspace-builder.js';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import { serveAsNotion } from '../../harness/processes/notion-process.js';
import { factOf, TITLES } from './facts.js';

/** How it is, as JSON in the first parameter. Times are in milliseconds. */
export interface NotionOptions {
  readonly spaces: readonly string[];
  /** Those of them on Business. */
  readonly business: readonly string[];
  readonly requests: number;
  readonly businessRequests: number;
  readonly window: number;
  readonly latency: number;
  readonly tokenLifetime: number;
}

/** What it has counted, told whenever a message comes. */
export interface NotionCounts {
  readonly budgets: Sandbox['budgets'];
  /** 429s by their reason. */
  readonly refusals: readonly (readonly [reason: string, count: number])[];
  readonly oauth: Sandbox['oauth']['counts'];
}

const options = JSON.parse(process.argv[2] ?? '') as NotionOptions;
const workspaces = options.spaces.map((space) => {
  const workspace = createWorkspace({ name: space });
  for (const title of TITLES) {
    addPage(workspace, { title, blocks: [paragraph(factOf(space, title))] });
  }
  return workspace;
});
const [workspace, ...others] = workspaces;
const sandbox = await startSandbox({
  ...(workspace && { workspace }),
  tokens: [],
  latencyMilliseconds: options.latency,
  rateLimit: {
    requests: options.requests,
    windowMilliseconds: options.window,
    requestsOfWorkspace: new Map(
      workspaces
        .filter(({ name }) => options.business.includes(name))
        .map(({ id }) => [id, options.businessRequests]),
    ),
  },
  oauth: { workspaces: others, accessTokenLifetimeMilliseconds: options.tokenLifetime },
});
process.on('message', () => {
  const { budgets, refusals, oauth } = sandbox;
  const counts: NotionCounts = { budgets, refusals: [...refusals], oauth: oauth.counts };
  process.send?.(counts);
});
serveAsNotion(sandbox);
