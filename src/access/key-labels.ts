import type { CredentialsDatabase } from '../database/database.js';

/** How the event log names a service key, whatever else it says about what was done. */
const KEY_ACTOR = /^key ([0-9a-f]{12})(?:,|$)/;

/** The service key behind a name in the event log, and what it was called; undefined where it was none. */
export async function keyBehind(
  { queries, macs }: Pick<CredentialsDatabase, 'queries' | 'macs'>,
  actor: string,
): Promise<{ readonly id: string; readonly label: string | null } | undefined> {
  const id = KEY_ACTOR.exec(actor)?.[1];
  if (id === undefined) {
    return undefined;
  }
  const row = await queries.selectFrom('service_keys').selectAll().where('id', '=', id).executeTakeFirst();
  return { id, label: row !== undefined && macs.isGenuine('service_keys', row, { id }) ? row.label : null };
}
