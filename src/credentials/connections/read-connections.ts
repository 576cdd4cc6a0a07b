import type { Queries } from '../../database/database.js';
import {
  connectionEvent,
  connectionStream,
  reconnectReasons,
  type ReconnectReason,
} from '../events/events.js';
import type { ConnectionId, CredentialId, PersonId, SpaceId } from '../../ids.js';
import type { RowMacs } from '../../database/macs/row-macs.js';
import type { ConnectionKind } from '../hosted-grant.js';
import { kindOf } from '../events/project-connection.js';
import type { Owner, Workspace } from '../token-pair.js';

/** Maximum number of connections listed for a person; after disconnecting some, they see the rest. */
const MAX_OWNED_CONNECTIONS = 200;

/** A connection as its space may see it: nothing secret. */
export interface Connection {
  readonly id: ConnectionId;
  readonly kind: ConnectionKind;
  readonly spaceId: SpaceId;
  readonly workspace: Workspace;
  readonly owner: Owner;
  /** Notion's `bot_id`; of a hosted connection, an id of our own. */
  readonly botId: CredentialId;
  readonly status: 'connected' | 'reconnect_needed' | 'disconnected';
  /** Set while the status is `reconnect_needed`. */
  readonly reconnectReason: ReconnectReason | null;
  readonly version: number;
  readonly connectedAt: Date;
  /** When Notion last refreshed the tokens; null if it has not yet. */
  readonly refreshedAt: Date | null;
  /** To the minute; null if it never served a call. */
  readonly lastUsedAt: Date | null;
}

/** The connections of one space, disconnected ones included, oldest first. */
export async function connectionsOf(
  queries: Queries,
  macs: RowMacs,
  spaceId: SpaceId,
): Promise<readonly Connection[]> {
  const rows = await ofSpace(queries, spaceId).orderBy('connections.connected_at').orderBy('id').execute();
  return rows.filter((row) => isGenuine(macs, row, { space_id: spaceId })).map(toConnection);
}

/**
 * One connection of one space. The answer for another space's connection is the answer for one that never existed.
 */
export async function findConnection(
  queries: Queries,
  macs: RowMacs,
  spaceId: SpaceId,
  id: ConnectionId,
): Promise<Connection | undefined> {
  const row = await ofSpace(queries, spaceId).where('connections.id', '=', id).executeTakeFirst();
  return row === undefined || !isGenuine(macs, row, { space_id: spaceId, id })
    ? undefined
    : toConnection(row);
}

/** The connections of all spaces, space by space, disconnected ones included: for the operator at the command line alone. */
export async function connectionsOfAllSpaces(
  queries: Queries,
  macs: RowMacs,
  limit: number,
): Promise<readonly Connection[]> {
  const rows = await connectionRows(queries)
    .orderBy('connections.space_id')
    .orderBy('connections.connected_at')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.filter((row) => isGenuine(macs, row, {})).map(toConnection);
}

/** A connection with its space and the actor that made it, for the person who owns its authorization. */
export interface OwnedConnection extends Connection {
  /** The actor that connected it, as recorded in the event log. */
  readonly madeBy: string;
}

/**
 * The connections of any space that use a person's own authorization, oldest first, without disconnected ones. For that
 * person alone: the owner is whom Notion named in the response that brought the tokens.
 */
export async function connectionsOwnedBy(
  queries: Queries,
  macs: RowMacs,
  personId: PersonId,
): Promise<readonly OwnedConnection[]> {
  const rows = await connectionRows(queries)
    .where('connections.owner_user_id', '=', personId)
    .where('connections.status', '=', 'connected')
    .orderBy('connections.connected_at')
    .orderBy('id')
    .limit(MAX_OWNED_CONNECTIONS)
    .execute();
  const own = rows.filter((row) => isGenuine(macs, row, { owner_user_id: personId, status: 'connected' }));
  return Promise.all(
    own.map(async (row) => {
      const connection = toConnection(row);
      return { ...connection, madeBy: await madeBy(queries, macs, connection.id) };
    }),
  );
}

/** Empty where this server did not write the event. */
async function madeBy(queries: Queries, macs: RowMacs, id: ConnectionId): Promise<string> {
  const stream = connectionStream(id);
  const last = await queries
    .selectFrom('events')
    .selectAll()
    .where('stream_id', '=', stream)
    .where('type', '=', 'NotionIntegrationConnected')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (last === undefined || !macs.isGenuine('events', last, { stream_id: stream })) {
    return '';
  }
  return connectionEvent.parse({ type: last.type, data: JSON.parse(last.payload) }).data.by;
}

/** A connection to the REST API. */
export type RestConnection = Connection & { readonly kind: 'rest' };
/** Whether it is one to the REST API. */
export function isRest(connection: Connection): connection is RestConnection {
  return connection.kind === 'rest';
}

/** A connection to the hosted server. */
export type HostedConnectionRecord = Connection & { readonly kind: 'hosted' };

/** The number of connections by status, over all spaces: for the operator, so no connection is named. */
export async function countConnections(
  queries: Queries,
): Promise<Readonly<Record<Connection['status'], number>>> {
  const rows = await queries
    .selectFrom('connections')
    .innerJoin('credentials', 'credentials.id', 'connections.credential_id')
    .select(['connections.status', 'credentials.status as credential_status'])
    .select((column) => column.fn.countAll<number | string>().as('count'))
    .groupBy(['connections.status', 'credentials.status'])
    .execute();
  const counts = { connected: 0, reconnect_needed: 0, disconnected: 0 };
  for (const { status, credential_status: credential, count } of rows) {
    counts[statusOf(status, credential)] += Number(count);
  }
  return counts;
}

type Row = Awaited<ReturnType<ReturnType<typeof ofSpace>['execute']>>[number];

/** The query that reads connections for callers. It requires a space. */
// oxlint-disable-next-line typescript/explicit-function-return-type -- the type of a query is longer than the query
function ofSpace(queries: Queries, spaceId: SpaceId) {
  return connectionRows(queries).where('connections.space_id', '=', spaceId);
}

/** The shared query; the caller restricts whose connections it returns. */
// oxlint-disable-next-line typescript/explicit-function-return-type -- the type of a query is longer than the query
function connectionRows(queries: Queries) {
  return queries
    .selectFrom('connections')
    .innerJoin('credentials', 'credentials.id', 'connections.credential_id')
    .leftJoin('connection_uses', 'connection_uses.connection_id', 'connections.id')
    .selectAll('connections')
    .select([
      'credentials.status as credential_status',
      'credentials.reconnect_reason',
      'credentials.refreshed_at',
      'connection_uses.last_used_at',
    ]);
}

/** Whether the connection's own row is genuine; joined rows do not count. */
function isGenuine(macs: RowMacs, row: Row, asked: Readonly<Record<string, string>>): boolean {
  const { credential_status: _status, reconnect_reason: _reason, ...others } = row;
  const { refreshed_at: _refreshed, last_used_at: _used, ...own } = others;
  return macs.isGenuine('connections', own, asked);
}

function toConnection(row: Row): Connection {
  const status = statusOf(row.status, row.credential_status);
  return {
    id: row.id as ConnectionId,
    kind: kindOf(row.kind),
    spaceId: row.space_id as SpaceId,
    workspace: { id: row.workspace_id, name: row.workspace_name, icon: row.workspace_icon },
    owner: { userId: row.owner_user_id, name: row.owner_name },
    botId: row.credential_id as CredentialId,
    status,
    reconnectReason:
      status === 'reconnect_needed'
        ? (reconnectReasons.find((reason) => reason === row.reconnect_reason) ?? null)
        : null,
    version: row.version,
    connectedAt: new Date(row.connected_at),
    refreshedAt: row.refreshed_at === null ? null : new Date(row.refreshed_at),
    lastUsedAt: row.last_used_at === null ? null : new Date(row.last_used_at),
  };
}

function statusOf(connection: string, credential: string): Connection['status'] {
  if (connection !== 'connected') {
    return 'disconnected';
  }
  return credential === 'active' ? 'connected' : 'reconnect_needed';
}
