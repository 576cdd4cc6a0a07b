import type { Sandbox } from '../../../src/sandbox/server.js';

/** One person in one workspace of the sandbox. */
export interface Account {
  readonly workspace: { readonly id: string; readonly name: string };
  readonly user: { readonly id: string; readonly name: string };
}

/** What a process that plays Notion tells first. */
export interface NotionAddress {
  readonly url: string;
  readonly accounts: readonly Account[];
}

/** Makes this process the Notion of a run: it tells where it is, and ends with whoever started it. */
export function serveAsNotion(sandbox: Sandbox, url = sandbox.url): void {
  // It remembers every request, for tests; a run has millions.
  setInterval(() => sandbox.clearRequests(), 1000).unref();
  process.on('disconnect', () => process.exit());
  const address: NotionAddress = {
    url,
    accounts: sandbox.oauth.accounts.map(({ workspace, user }) => ({
      workspace: { id: workspace.id, name: workspace.name },
      user: { id: user.id, name: user.name },
    })),
  };
  process.send?.(address);
}
