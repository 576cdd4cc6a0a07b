import type { FindLinkCreator } from '../../notion-oauth/routes/confirm-link.js';
import { browserCookie } from '../../notion-oauth/routes/browser-cookie.js';
import type { ConnectFlow } from '../../notion-oauth/flow.js';
import type { RevokeAtNotion } from '../../notion-oauth/revoke-at-notion.js';
import type { Credentials } from '../../credentials/credentials.js';
import { parseConnectionId, parsePersonId, spaceOfPerson, type PersonId } from '../../ids.js';
import type { Connection, OwnedConnection } from '../../credentials/connections/read-connections.js';
import type { Log } from '../../telemetry/log/log.js';
import type { ConnectedApp, ConnectedWorkspace, PersonConnections } from '../../web/ports.js';
import type { ClientGrant, ClientGrants } from '../grants/client-grants.js';
import { workspacesOfPerson } from '../grants/person-workspaces.js';
import type { RecordStore } from '../records/record-store.js';
import type { SignedOut } from '../grants/sign-out.js';
import { changeChoiceOf, parseChangeChoice } from './parse-change-choice.js';
import { parsePageList } from './parse-page-list.js';

/** Options of the connections page. */
interface PersonConnectionsOptions {
  readonly credentials: Pick<Credentials, 'connectionsOf' | 'connectionsOwnedBy' | 'disconnect'>;
  readonly grants: ClientGrants;
  readonly records: Pick<RecordStore, 'removeGrant'>;
  readonly flow: Pick<ConnectFlow, 'begin'>;
  readonly revoke: RevokeAtNotion;
  /** Finds who made a connection. */
  readonly findLinkCreator: FindLinkCreator;
  /** Revokes every session and grant that allows acting as the user. */
  readonly signOut: (personId: PersonId) => Promise<SignedOut>;
  readonly log: Log;
  /** Whether browsers reach this server over https. */
  readonly secure: boolean;
}

/** Actor in the event log for changes made on this page. */
const EVENT_ACTOR = 'page of connections';

/** What users have connected and allowed, for the pages that show it. */
export function personConnections(options: PersonConnectionsOptions): PersonConnections {
  const {
    credentials,
    grants,
    records,
    flow,
    revoke,
    findLinkCreator: makerOf,
    signOut,
    secure,
    log,
  } = options;

  const workspaces = async (personId: string): Promise<readonly ConnectedWorkspace[]> => {
    const connections = await workspacesOfPerson(credentials, parseKnownPersonId(personId));
    return connections.map(toWorkspace);
  };

  const elsewhere = async (personId: PersonId): Promise<readonly OwnedConnection[]> => {
    const own = spaceOfPerson(personId);
    return (await credentials.connectionsOwnedBy(personId)).filter(({ spaceId }) => spaceId !== own);
  };

  return {
    workspaces,
    elsewhere: async (personId) =>
      Promise.all(
        (await elsewhere(parseKnownPersonId(personId))).map(async (connection) => {
          const { spaceId, madeBy } = connection;
          return { ...toWorkspace(connection), spaceId, creator: await makerOf({ by: madeBy }) };
        }),
      ),
    apps: async (personId) => (await grants.list(parseKnownPersonId(personId))).map(toApp),
    startConnect: async ({ personId, reconnects, toChat }, response) => {
      const { state, browserSecret, authorizeUrl } = await flow.begin({
        spaceId: null,
        returnTo: null,
        reconnects: reconnects === undefined ? null : (parseConnectionId(reconnects) ?? null),
        by: personId === undefined ? 'sign-in' : EVENT_ACTOR,
        continues: { kind: 'connections', ...(toChat === true ? { to: 'chat' } : {}) },
      });
      const cookie = browserCookie(state, secure);
      response.cookie(cookie.name, browserSecret, cookie.options);
      return authorizeUrl;
    },
    disconnect: async (personId, workspaceId) => {
      const id = parseConnectionId(workspaceId);
      const person = parseKnownPersonId(personId);
      if (id === undefined) {
        return false;
      }
      // First, so that no app can use it before it is removed.
      await grants.revoke(person, id);
      const foreign = (await elsewhere(person)).find((connection) => connection.id === id);
      const ended = await credentials.disconnect(foreign?.spaceId ?? spaceOfPerson(person), id, EVENT_ACTOR);
      if (!ended.found) {
        return false;
      }
      if (ended.tokens !== undefined) {
        await revoke(ended.tokens);
      }
      return true;
    },
    removeApp: async (personId, appId) => {
      const grant = await grants.find(parseKnownPersonId(personId), appId);
      if (grant !== undefined) {
        await records.removeGrant(grant.grantId);
      }
      return grant !== undefined;
    },
    stopChanges: async (personId, appId) => grants.stopChanges(parseKnownPersonId(personId), appId),
    signOutEverywhere: async (personId) => {
      const { browsers, apps } = await signOut(parseKnownPersonId(personId));
      log.info('a person has signed out everywhere', { browsers, apps });
    },
    changeApp: async (personId, appId, { workspaceIds, pages, changedIds, changes: choice }) => {
      const grant = await grants.find(parseKnownPersonId(personId), appId);
      const own = (await workspacesOfPerson(credentials, parseKnownPersonId(personId))).map(({ id }) => id);
      const chosen = own.filter((id) => workspaceIds.includes(id));
      if (grant === undefined || chosen.length !== new Set(workspaceIds).size) {
        return 'unknown';
      }
      // A form without the field leaves the pages unchanged.
      const typed = pages === undefined ? grant : parsePageList(pages);
      if ('problem' in typed) {
        return typed.problem;
      }
      const limited =
        choice === undefined || !grant.mayWrite ? { changes: undefined } : parseChangeChoice(choice);
      if ('problem' in limited) {
        return limited.problem;
      }
      const writeIn = changedIds && chosen.filter((id) => changedIds.includes(id));
      const part = { connectionIds: chosen, roots: typed.roots, writeIn, ...limited };
      return (await grants.choose(grant.personId, grant.clientId, part)) ? 'done' : 'unknown';
    },
  };
}

/** A connection as pages show it. */
export function toWorkspace(connection: Connection): ConnectedWorkspace {
  const {
    id,
    workspace: { name, icon },
    status,
    connectedAt,
    lastUsedAt,
  } = connection;
  return {
    id,
    name,
    icon,
    status: status === 'connected' ? status : 'reconnect_needed',
    connectedAt,
    lastUsedAt,
  };
}

function toApp({
  clientId,
  clientName,
  redirectUri,
  connectionIds,
  roots,
  mayWrite,
  writeIn,
  changes = {},
  ...grant
}: ClientGrant): ConnectedApp {
  return {
    id: clientId,
    name: clientName,
    redirectUri,
    workspaceIds: connectionIds,
    pages: roots,
    mayChange: mayWrite,
    ...(writeIn === undefined ? {} : { changedIds: writeIn }),
    changes: changeChoiceOf(changes),
    allowedAt: grant.allowedAt,
    lastUsedAt: grant.lastUsedAt,
  };
}

/** The id comes from a session, where it was validated. */
function parseKnownPersonId(personId: string): PersonId {
  const id = parsePersonId(personId);
  if (id === undefined) {
    throw new Error('A page was asked for by no valid person.');
  }
  return id;
}
