// Notion, played by the sandbox in a process of its own: no request budget, and as much latency as it is told.
import { paragraph } from '../../dist/src/sandbox/build/blocks.js';
import { addPage, createWorkspace } from '../../dist/src/sandbox/build/workspace-builder.js';
import { startSandbox } from '../../dist/src/sandbox/server.js';

const [names, latency] = process.argv.slice(2);
const TITLES = ['Welcome', 'Meeting notes', 'Open questions', 'Release checklist'];

const workspaces = names.split(',').map((name) => {
  const workspace = createWorkspace({ name });
  for (const title of TITLES) {
    const blocks = Array.from({ length: 12 }, (_, index) => paragraph(`${title} of ${name}, line ${index}.`));
    addPage(workspace, { title, blocks });
  }
  return workspace;
});
const [workspace, ...others] = workspaces;
const sandbox = await startSandbox({
  workspace,
  latencyMilliseconds: Number(latency) || undefined,
  oauth: { workspaces: others },
});
// It remembers every request, for tests; a run has millions.
setInterval(() => sandbox.clearRequests(), 1000);

process.send({
  url: sandbox.url,
  accounts: sandbox.oauth.accounts.map((account) => ({
    workspace: { id: account.workspace.id, name: account.workspace.name },
    user: { id: account.user.id, name: account.user.name },
  })),
});
