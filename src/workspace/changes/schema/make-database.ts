import type { CreateDatabaseParameters, DatabaseObjectResponse, PageObjectResponse } from '@notionhq/client';
import { UnavailableError } from '../../../errors.js';
import { retrieveCurrentDatabase } from '../../../notion/endpoints/databases.js';
import { createDatabase } from '../../../notion/endpoints/database-writes.js';
import { isFullDatabase } from '../../../notion/endpoints/full-objects.js';
import { textElements } from '../../../notion/values/text-elements.js';
import type { Proof } from '../../../notion/writes/send-write.js';
import type { WritingSession } from '../../../notion/session.js';
import { say } from '../../../text/words.js';
import type { ChangeJournal } from '../change-journal.js';
import { findMade } from '../made/find-made.js';
import { listChildren } from '../made/list-children.js';
import type { ChangeStep } from '../run-change.js';
import type { ColumnChange } from './column-change.js';

/** A database that is to be made below a page. */
interface NewDatabase {
  readonly parent: PageObjectResponse;
  readonly title: string;
  /** What its title column is called. */
  readonly titleColumn: string;
  readonly columns: readonly ColumnChange[];
}

/** A database that was made: whole, or its id where the connection may not read it. */
export interface MadeDatabase {
  readonly id: string;
  readonly database: DatabaseObjectResponse | undefined;
}

/** The request that makes a database with its columns. */
export function makeDatabase(
  session: WritingSession,
  journal: ChangeJournal,
  { parent, title, titleColumn, columns }: NewDatabase,
  since: Date,
): ChangeStep<MadeDatabase> {
  const request = createDatabase({
    parent: { type: 'page_id', page_id: parent.id },
    title: textElements(title),
    initial_data_source: {
      properties: Object.fromEntries([
        [titleColumn, { title: {} }],
        ...columns.map(({ name, payload }) => [name, payload] as const),
      ]),
    },
  } as unknown as CreateDatabaseParameters);
  const read = async (id: string): Promise<MadeDatabase> => ({
    id,
    database: await retrieveCurrentDatabase(session, id),
  });
  return {
    planned: {
      action: 'create_database',
      target: parent.id,
      title,
      before: null,
      after: { columns: [titleColumn, ...columns.map(({ name }) => name)] },
    },
    idsOf: ({ id }) => [id],
    editedAtOf: ({ database }) => database?.last_edited_time,
    write: {
      endpoint: request.endpoint,
      place: say`the new database ${title}`,
      send: async (client) => {
        const made = await request.send(client);
        return { id: made.id, database: isFullDatabase(made) ? made : undefined };
      },
      prove: async () => {
        const proof = await findMadeDatabase(session, journal, { parentId: parent.id, title, since });
        return proof.kind === 'saved' ? { kind: 'saved', result: await read(proof.result) } : proof;
      },
      readSaved: ({ resourceId }) => {
        if (resourceId === undefined) {
          throw new UnavailableError(say`Notion did not say which database it made.`, say`Look for it.`);
        }
        return read(resourceId);
      },
      // Nothing is replaced.
      recheck: () => Promise.resolve(),
    },
  };
}

/** A database that a call may have made. */
interface SoughtDatabase {
  readonly parentId: string;
  readonly title: string;
  /** When the call began that was to make it. */
  readonly since: Date;
  /** The change that was to make it, where this is not the call of that change. */
  readonly change?: string;
}

/** Looks for its id. Two of one title are not told apart by their columns. */
export function findMadeDatabase(
  session: WritingSession,
  journal: ChangeJournal,
  { parentId, ...sought }: SoughtDatabase,
): Promise<Proof<string>> {
  return findMade(
    session,
    journal,
    { action: 'create_database', target: parentId, ...sought },
    () => listChildren(session, parentId, 'child_database'),
    () => false,
  );
}
