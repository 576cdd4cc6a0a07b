import type { Sealer } from '../sealing/seal.js';
import type { CredentialsDatabase } from '../database/database.js';
import { begunPayload, openEntry } from './journal-rows.js';

/** A change to some connection, for the person whose authorization it was made with. */
export interface RecentChange {
  readonly id: string;
  readonly connectionKey: string;
  /** `key <id>`, `app <client id>` or `person <id>`. */
  readonly actor: string;
  readonly spaceId: string;
  readonly tool: string;
  readonly at: Date;
  /** Of the pages, as they were called. */
  readonly titles: readonly string[];
  readonly state: 'done' | 'undone' | 'nothing' | 'unknown';
  /** Whether it took another one back. */
  readonly isUndo: boolean;
}

/** The latest changes to these connections, by whomever, the latest first. */
export async function recentChanges(
  { database, sealer }: { readonly database: CredentialsDatabase; readonly sealer: Sealer },
  connectionKeys: readonly string[],
  most: number,
): Promise<readonly RecentChange[]> {
  if (connectionKeys.length === 0) {
    return [];
  }
  const begun = await database.queries
    .selectFrom('change_entries')
    .selectAll()
    .where('connection_key', 'in', connectionKeys)
    .where('kind', '=', 'begun')
    .orderBy('occurred_at', 'desc')
    .orderBy('change_id')
    .limit(most)
    .execute();
  const genuine = begun.filter(
    (row) =>
      connectionKeys.includes(row.connection_key) && database.macs.isGenuine('change_entries', row, {}),
  );
  if (genuine.length === 0) {
    return [];
  }
  const ends = await database.queries
    .selectFrom('change_entries')
    .selectAll()
    .where(
      'change_id',
      'in',
      genuine.map((row) => row.change_id),
    )
    .where('kind', 'in', ['saved', 'absent', 'undone'])
    .execute();
  return genuine.map((row) => {
    const { steps, undoes } = begunPayload.parse(openEntry(sealer, row));
    const kinds = ends
      .filter((end) => end.change_id === row.change_id && database.macs.isGenuine('change_entries', end))
      .map(({ kind }) => kind);
    return {
      id: row.change_id,
      connectionKey: row.connection_key,
      actor: row.actor,
      spaceId: row.space_id,
      tool: row.tool,
      at: new Date(row.occurred_at),
      titles: steps.map(({ title }) => title),
      state: stateOf(kinds, steps.length),
      isUndo: undoes !== undefined,
    };
  });
}

function stateOf(kinds: readonly string[], steps: number): RecentChange['state'] {
  if (kinds.includes('undone')) {
    return 'undone';
  }
  const ended = kinds.filter((kind) => kind !== 'undone');
  if (ended.length < steps) {
    return 'unknown';
  }
  return ended.every((kind) => kind === 'absent') ? 'nothing' : 'done';
}
