import type { Clock } from '../clock.js';
import type { Changes, CredentialsDatabase, Dialect, Queries } from './database.js';
import { createEventsAndConnections } from './migrations/0001-events-and-connections.js';
import { createServiceKeys } from './migrations/0002-service-keys.js';
import { createOauthStates } from './migrations/0003-oauth-states.js';
import { createAuthorizationServer } from './migrations/0004-authorization-server.js';
import { createWebhooks } from './migrations/0005-webhooks.js';
import { limitServiceKeys } from './migrations/0006-service-key-limits.js';
import { createAuditLog } from './migrations/0007-audit-log.js';
import { createRowMacs } from './migrations/0008-row-macs.js';
import { createPeopleIndexes } from './migrations/0010-people.js';
import { addGrantRoots } from './migrations/0011-grant-roots.js';
import { createChangeJournal } from './migrations/0012-changes.js';
import { addChangeLimits } from './migrations/0013-change-limits.js';
import { addConnectionKind } from './migrations/0014-hosted-connections.js';
import { createChatDays } from './migrations/0015-chat-days.js';
import { createChangeResults } from './migrations/0016-change-results.js';

interface Migration {
  readonly name: string;
  readonly apply: (changes: Changes, dialect: Dialect) => Promise<void>;
}

/** In the order they are applied. Only ever appended to: a released migration does not change. */
const migrations: readonly Migration[] = [
  { name: '0001-events-and-connections', apply: createEventsAndConnections },
  { name: '0002-service-keys', apply: createServiceKeys },
  { name: '0003-oauth-states', apply: createOauthStates },
  { name: '0004-authorization-server', apply: createAuthorizationServer },
  { name: '0005-webhooks', apply: createWebhooks },
  { name: '0006-service-key-limits', apply: limitServiceKeys },
  { name: '0007-audit-log', apply: createAuditLog },
  { name: '0008-row-macs', apply: createRowMacs },
  { name: '0010-people', apply: createPeopleIndexes },
  { name: '0011-grant-roots', apply: addGrantRoots },
  { name: '0012-changes', apply: createChangeJournal },
  { name: '0013-change-limits', apply: addChangeLimits },
  { name: '0014-hosted-connections', apply: addConnectionKind },
  { name: '0015-chat-days', apply: createChatDays },
  { name: '0016-change-results', apply: createChangeResults },
];

/** The names of all migrations, in the order they are applied. */
export const migrationNames: readonly string[] = migrations.map(({ name }) => name);

/** The database was written by a newer version of this program, whose rules this one does not know. */
export class SchemaError extends Error {
  constructor(unknown: string) {
    super(
      `The database has seen the migration ${unknown}, which this version does not know. Run the newer version.`,
    );
    this.name = 'SchemaError';
  }
}

/**
 * Applies what is missing, all in one transaction that is alone from its start: of several processes that start at
 * once, one migrates and the others find it done. (Kysely's own migrator takes no lock on SQLite.)
 */
export async function migrate(database: CredentialsDatabase, clock: Clock): Promise<void> {
  await database.changeAlone(async (changes) => {
    await changes.schema
      .createTable('schema_migrations')
      .ifNotExists()
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('applied_at', 'text', (column) => column.notNull())
      .execute();
    const rows = await changes.selectFrom('schema_migrations').select('name').execute();
    const applied = new Set(rows.map(({ name }) => name));
    const unknown = [...applied].find((name) => migrations.every((migration) => migration.name !== name));
    if (unknown !== undefined) {
      throw new SchemaError(unknown);
    }
    for (const { name, apply } of migrations) {
      if (!applied.has(name)) {
        await apply(changes, database.dialect);
        await changes
          .insertInto('schema_migrations')
          .values({ name, applied_at: clock.now().toISOString() })
          .execute();
      }
    }
  });
}

/** How the database's schema relates to this program's. */
interface SchemaState {
  /** Migrations that this program has and the database has not seen, in their order. */
  readonly missing: readonly string[];
  /** Migrations of a newer program. */
  readonly unknown: readonly string[];
}

/** Reads which migrations the database has seen. Rejects if it cannot be read or is none of this program's. */
export async function readSchemaState(queries: Queries): Promise<SchemaState> {
  const rows = await queries.selectFrom('schema_migrations').select('name').orderBy('name').execute();
  const applied = rows.map(({ name }) => name);
  return {
    missing: migrationNames.filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !migrationNames.includes(name)),
  };
}
