import { Browser, type Shown } from '../../notion-oauth/browser.js';
import { clickThrough } from '../../sandbox/oauth/consent-form.js';
import type { Account } from '../processes/notion-process.js';
import { runCommand, type Settings } from '../processes/server-process.js';

/** A connection as the backend of its space sees it. */
interface SpaceConnection {
  readonly id: string;
  readonly botId: string;
  readonly status: string;
  readonly reconnectReason: string | null;
}

/** A space of a server, with the key that opens it. */
export interface Space {
  readonly url: string;
  readonly space: string;
  readonly key: string;
}

/** A new service key; `parameters` say for which spaces, and what else `keys create` takes. */
export async function createKey(settings: Settings, ...parameters: readonly string[]): Promise<string> {
  const printed = await runCommand(['keys', 'create', ...parameters], settings);
  return printed.split('\n', 1)[0] ?? '';
}

/** What the backend of a space sees of its connections. */
export async function connectionsOf({ url, space, key }: Space): Promise<readonly SpaceConnection[]> {
  const answer = await fetch(`${url}/integrations/notion/connections?spaceId=${space}`, {
    headers: { authorization: `Bearer ${key}` },
  });
  const { connections } = (await answer.json()) as { readonly connections: readonly SpaceConnection[] };
  return connections;
}

/** A link with which a person connects a workspace to the space. */
export async function connectLink({ url, space, key }: Space): Promise<string> {
  const answer = await fetch(`${url}/integrations/notion/oauth/start`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ spaceId: space }),
  });
  return ((await answer.json()) as { readonly authorizeUrl: string }).authorizeUrl;
}

/**
 * Follows a connect link as a person does: our address, our question, the consent page, the choice, and back. Gives the
 * last page. `secrets` is told what passed through the browser.
 */
export async function followConnectLink(
  link: string,
  { workspace, user }: Account,
  secrets: Set<string> = new Set(),
): Promise<Shown> {
  const browser = new Browser();
  const asked = await browser.follow(link);
  if (asked.location === '') {
    return asked;
  }
  const account = `${workspace.id}/${user.id}`;
  const callback = await clickThrough(asked.location, { decision: 'allow', account });
  secrets.add(link.slice(link.lastIndexOf('/') + 1));
  for (const secret of [callback.searchParams.get('code'), ...browser.cookies.values()]) {
    secrets.add(secret ?? '');
  }
  return browser.open(callback.href);
}

/** A person connects a workspace to the space through the real flow. */
export async function connectSpace(
  space: Space,
  account: Account,
  secrets?: Set<string>,
): Promise<SpaceConnection> {
  const before = new Set((await connectionsOf(space)).map(({ id }) => id));
  const { status } = await followConnectLink(await connectLink(space), account, secrets);
  const added = (await connectionsOf(space)).find(({ id }) => !before.has(id));
  if (status !== 200 || added === undefined) {
    throw new Error(`${space.space} could not connect ${account.workspace.name}: HTTP ${status}.`);
  }
  return added;
}
