// Notion, played by the sandbox in a process of its own: a workspace for each space, a budget for each connection, and
// access tokens that end now and then.
import { paragraph } from '../../dist/src/sandbox/build/blocks.js';
import { addPage, createWorkspace } from '../../dist/src/sandbox/build/workspace-builder.js';
import { startSandbox } from '../../dist/src/sandbox/server.js';
import { factOf, TITLES } from './facts.mjs';

const { spaces, business, requests, businessRequests, window, latency, tokenLifetime } = JSON.parse(
  process.argv[2],
);

const workspaces = spaces.map((space) => {
  const workspace = createWorkspace({ name: space });
  for (const title of TITLES) {
    addPage(workspace, { title, blocks: [paragraph(factOf(space, title))] });
  }
  return workspace;
});
const [workspace, ...others] = workspaces;
const sandbox = await startSandbox({
  workspace,
  tokens: [],
  latencyMilliseconds: latency,
  rateLimit: {
    requests,
    windowMilliseconds: window,
    requestsOfWorkspace: new Map(
      workspaces.filter(({ name }) => business.includes(name)).map(({ id }) => [id, businessRequests]),
    ),
  },
  oauth: { workspaces: others, accessTokenLifetimeMilliseconds: tokenLifetime },
});
// It remembers every request, for tests; a run has many.
setInterval(() => sandbox.clearRequests(), 1000).unref();
// Whoever started it is gone.
process.on('disconnect', () => process.exit());
process.on('message', () =>
  process.send({
    budgets: sandbox.budgets,
    refusals: [...sandbox.refusals],
    oauth: sandbox.oauth.counts,
  }),
);
process.send({
  url: sandbox.url,
  accounts: sandbox.oauth.accounts.map((account) => ({
    workspace: { id: account.workspace.id, name: account.workspace.name },
    user: { id: account.user.id, name: account.user.name },
  })),
});
