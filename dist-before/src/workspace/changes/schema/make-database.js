import { UnavailableError } from '../../../errors.js';
import { retrieveCurrentDatabase } from '../../../notion/endpoints/databases.js';
import { createDatabase } from '../../../notion/endpoints/database-writes.js';
import { isFullDatabase } from '../../../notion/endpoints/full-objects.js';
import { textElements } from '../../../notion/values/text-elements.js';
import { say } from '../../../text/words.js';
import { findMade } from '../made/find-made.js';
import { listChildren } from '../made/list-children.js';
/** The request that makes a database with its columns. */
export function makeDatabase(session, journal, { parent, title, titleColumn, columns }, since) {
    const request = createDatabase({
        parent: { type: 'page_id', page_id: parent.id },
        title: textElements(title),
        initial_data_source: {
            properties: Object.fromEntries([
                [titleColumn, { title: {} }],
                ...columns.map(({ name, payload }) => [name, payload]),
            ]),
        },
    });
    const read = async (id) => ({
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
            place: say `the new database ${title}`,
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
                    throw new UnavailableError(say `Notion did not say which database it made.`, say `Look for it.`);
                }
                return read(resourceId);
            },
            // Nothing is replaced.
            recheck: () => Promise.resolve(),
        },
    };
}
/** Looks for its id. Two of one title are not told apart by their columns. */
export function findMadeDatabase(session, journal, { parentId, ...sought }) {
    return findMade(session, journal, { action: 'create_database', target: parentId, ...sought }, () => listChildren(session, parentId, 'child_database'), () => false);
}
