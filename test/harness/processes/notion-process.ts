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

/** How many requests a process that plays Notion has answered, which it tells when it gets any message. */
export interface NotionCount {
  readonly answered: number;
}

/** Makes this process the Notion of a run: it tells where it is, and ends with whoever started it. */
export function serveAsNotion(sandbox: Sandbox, url = sandbox.url): void {
  let answered = 0;
  // It remembers every request, for tests; a run has millions.
  const forget = (): void => {
    answered += sandbox.requests.length;
    sandbox.clearRequests();
  };
  setInterval(forget, 1000).unref();
  process.on('message', () => {
    forget();
    process.send?.({ answered } satisfies NotionCount);
  });
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
