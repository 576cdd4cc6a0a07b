import { randomBytes } from 'node:crypto';
import { systemClock } from '../../clock.js';
import type { ConnectionRegistry } from '../../connections/connection-registry.js';
import { SpaceWorkspaces } from '../../connections/space-workspaces.js';
import type { OwnedConnection } from '../../credentials/connections/read-connections.js';
import { ToolError } from '../../errors.js';
import { parsePersonId, type PersonId } from '../../ids.js';
import type { OpenSession } from '../../notion/client/call-session.js';
import type { RecentChange } from '../../journal/recent-changes.js';
import type { PersonChanges } from '../../web/ports.js';
import type { OpenStore } from '../open-store.js';

interface PersonChangesOptions {
  readonly store: OpenStore;
  readonly registry: ConnectionRegistry;
  /** Names whoever called, as the person knows them. */
  readonly makerOf: (personId: PersonId, actor: string) => Promise<string | undefined>;
}

/** Changes on the page, the latest first. */
const MAX_RECENT_CHANGES = 20;

/** What was changed on a person's authorization, in any space, and how they take it back. Loaded when they look. */
export function personChanges({ store, registry, makerOf }: PersonChangesOptions): PersonChanges {
  const find = async (
    personId: string,
  ): Promise<{
    readonly person: PersonId;
    readonly connections: readonly OwnedConnection[];
    readonly changes: readonly RecentChange[];
  }> => {
    const person = parsePersonId(personId);
    if (person === undefined) {
      throw new Error('A page was asked for by no valid person.');
    }
    const { recentChanges } = await import('../../journal/recent-changes.js');
    const connections = await store.credentials.connectionsOwnedBy(person);
    const keys = connections.map(({ id }) => id);
    return { person, connections, changes: await recentChanges(store, keys, MAX_RECENT_CHANGES) };
  };
  return {
    recent: async (personId) => {
      const { person, connections, changes } = await find(personId);
      return Promise.all(
        changes.map(async ({ id, at, tool, titles, state, isUndo, actor, connectionKey }) => ({
          id,
          at,
          tool,
          titles,
          state,
          isUndo,
          by: actor === `person ${person}` ? 'you' : { name: (await makerOf(person, actor)) ?? null },
          workspace:
            connections.find((connection) => connection.id === connectionKey)?.workspace.name ?? null,
        })),
      );
    },
    undo: async (personId, changeId) => {
      const { person, connections, changes } = await find(personId);
      const change = changes.find(({ id }) => id === changeId);
      const connection = connections.find(({ id }) => id === change?.connectionKey);
      if (change === undefined || connection === undefined) {
        return undefined;
      }
      try {
        return await undoOne(store, await sessionFor(store, registry, connection), person, change);
      } catch (error) {
        if (error instanceof ToolError) {
          return { kind: 'failed', reasons: [`${error.message} ${error.advice}`] };
        }
        throw error;
      }
    },
  };
}

/** Nothing but WRITE_ROOTS limits it: the person takes back what is theirs. */
async function sessionFor(
  { credentials }: OpenStore,
  registry: ConnectionRegistry,
  { id, spaceId }: OwnedConnection,
): Promise<OpenSession> {
  const workspaces = new SpaceWorkspaces(spaceId, {
    credentials,
    registry,
    links: { linkFor: () => Promise.resolve(undefined) },
    visibleConnections: () => Promise.resolve({ connectionIds: new Set([id]), roots: null }),
  });
  const connection = await workspaces.open(undefined);
  return connection.openSession({ signal: new AbortController().signal });
}

async function undoOne(
  { database, sealer, auditStore }: OpenStore,
  session: OpenSession,
  person: PersonId,
  { id, actor, connectionKey, spaceId }: RecentChange,
): ReturnType<PersonChanges['undo']> {
  const [{ StoredJournal }, { inverseOf }, { takeBack }] = await Promise.all([
    import('../../journal/stored-journal.js'),
    import('../../workspace/changes/undo/undo-change.js'),
    import('../../workspace/changes/undo/take-back.js'),
  ]);
  const journalOf = (whose: string): InstanceType<typeof StoredJournal> =>
    new StoredJournal(
      { database, sealer, auditStore, randomBytes, clock: systemClock },
      { connectionKey, actor: whose, spaceId },
    );
  const journals = { of: journalOf(actor), by: journalOf(`person ${person}`) };
  try {
    const change = await journals.of.find(id);
    if (change === undefined) {
      return undefined;
    }
    if (change.isUndone) {
      return { kind: 'undone' };
    }
    const inverses = await inverseOf(session, journals.of, change, systemClock.now());
    const run = await takeBack(session, journals, change, inverses);
    if (run?.isRecorded === true && run.made.length > 0) {
      await journals.by.answered(run.id).catch(() => undefined);
    }
    const reasons = [
      ...inverses.flatMap((each) => (each.kind === 'refused' ? [`${each.title}: ${each.reason}`] : [])),
      ...(run?.results ?? []).flatMap((each) => (each.kind === 'failed' ? [each.error.message] : [])),
    ];
    return reasons.length === 0 ? { kind: 'undone' } : { kind: 'failed', reasons };
  } finally {
    session.end();
  }
}
