import * as z from 'zod';
import type { AppCaller } from '../../access/caller.js';
import type { ChangeLimits } from '../../access/change-limits.js';
import type { Roots } from '../../access/roots.js';
import type { ConnectFlow } from '../../notion-oauth/flow.js';
import type { Clock } from '../../clock.js';
import type { Credentials } from '../../credentials/credentials.js';
import { personOfSpace, type ConnectionId, type PersonId } from '../../ids.js';
import { ConnectLinks } from '../../notion-oauth/connect-links.js';
import { sitePaths } from '../../web/site-paths.js';
import type { ClientGrants } from '../grants/client-grants.js';
import { workspacesOfPerson } from '../grants/person-workspaces.js';
import type { ProtectedResource } from '../grants/resource.js';
import { areWorkspacesLost } from '../grants/grant-validity.js';

/** Options of the links. */
interface AppLinksOptions {
  readonly flow: Pick<ConnectFlow, 'start' | 'isPending'>;
  readonly credentials: Pick<Credentials, 'connectionsOf'>;
  readonly grants: Pick<ClientGrants, 'find'>;
  readonly clock: Clock;
  readonly resource: ProtectedResource;
}

/** The recipient of a link: a link made for one user and one app is valid for no other. */
const target = z.tuple([z.string(), z.string()]);

/** Links a user must open for an app's calls to work: to Notion, or to the page for changing the app's access. */
export class AppLinks {
  readonly #options: AppLinksOptions;
  readonly #links: ConnectLinks<string>;

  constructor(options: AppLinksOptions) {
    const { flow, clock } = options;
    this.#options = options;
    this.#links = new ConnectLinks<string>(async (key) => {
      const [personId, clientId] = target.parse(JSON.parse(key));
      const started = await flow.start({
        spaceId: null,
        returnTo: null,
        reconnects: null,
        by: 'tool call',
        continues: { kind: 'call', personId, clientId },
      });
      return { link: started.authorizeUrl, isOpen: () => flow.isPending(started.state) };
    }, clock);
  }

  /** Undefined if Notion has revoked all that the app may see: its permission is over, and it asks the user itself. */
  async linkFor(app: AppCaller): Promise<string | undefined> {
    const { credentials, grants, resource } = this.#options;
    const { clientId } = app;
    const personId = personOf(app);
    const { connectionIds: seen } = await selectionVisibleTo(grants, app);
    if (await areWorkspacesLost(credentials, { personId, connectionIds: [...seen] })) {
      return undefined;
    }
    const workspaces = await workspacesOfPerson(credentials, personId);
    const seesNone = workspaces.every(({ id }) => !seen.has(id));
    return workspaces.length > 0 && seesNone
      ? `${new URL(resource.issuer).origin}${sitePaths(resource.issuer).app(clientId)}`
      : this.#links.linkFor(JSON.stringify([personId, clientId]));
  }
}

/** What an app may see. */
export interface VisibleSelection {
  readonly connectionIds: ReadonlySet<ConnectionId>;
  /** The pages and databases below which it may read; null for everything. */
  readonly roots: Roots | null;
  /** The workspaces in which it may make changes, where those are not all of them. */
  readonly writeIn?: ReadonlySet<ConnectionId> | undefined;
  /** What it may change there; all if absent. */
  readonly changes?: ChangeLimits | undefined;
}

/**
 * The user's current selection for the app: a call may be waiting for the user to change it. No connections if nothing
 * is allowed any more.
 */
export async function selectionVisibleTo(
  grants: Pick<ClientGrants, 'find'>,
  app: AppCaller,
): Promise<VisibleSelection> {
  const grant = await grants.find(personOf(app), app.clientId);
  return {
    connectionIds: new Set(grant?.connectionIds),
    roots: grant === undefined ? [] : grant.roots,
    writeIn: grant?.writeIn && new Set(grant.writeIn),
    changes: grant?.changes,
  };
}

function personOf({ spaceId }: AppCaller): PersonId {
  const personId = personOfSpace(spaceId);
  if (personId === undefined) {
    throw new Error('An app calls for a space that is no person’s.');
  }
  return personId;
}
