import * as z from 'zod';
import { shortUrl } from '../../../content/notion-id.js';
import { titleText } from '../../../content/print/title-text.js';
import { isNotFound } from '../../../errors.js';
import { queryDataSource, retrieveCurrentDatabase, retrieveCurrentDataSource, } from '../../../notion/endpoints/databases.js';
import { updateDatabase } from '../../../notion/endpoints/database-writes.js';
import { isFullDatabase } from '../../../notion/endpoints/full-objects.js';
import { stateOf } from '../../../notion/object-state.js';
import { plainText } from '../../../notion/values/stored-value.js';
import { proveUpdated } from '../../../notion/writes/prove-updated.js';
import { say } from '../../../text/words.js';
import { nameDatabase } from '../schema/name-database.js';
import { refused } from './inverse.js';
/** Notion cuts the times of data sources to minutes, and the end of the making may be in the next one. */
const MADE_WITHIN_MS = 60_000;
const named = z.object({ title: z.string() });
/** A database that was made goes to the trash, unless it has rows or somebody has edited it since. */
export const invertNewDatabase = (session, step, { ids: [id = ''], editedAt }) => invertDatabase(session, step, id, async (database) => {
    if (stateOf(database) !== undefined) {
        return { kind: 'needless' };
    }
    const latest = Date.parse(editedAt ?? '') + MADE_WITHIN_MS;
    const isLater = (time) => !(Date.parse(time) <= latest);
    if (isLater(database.last_edited_time)) {
        return refused(step, say `It was edited since, at ${database.last_edited_time}.`);
    }
    for (const { id: sourceId } of database.data_sources) {
        const source = await retrieveCurrentDataSource(session, sourceId);
        const { items } = await queryDataSource(session, sourceId, { propertyIds: ['title'], pageSize: 1 });
        if (items.length > 0 || isLater(source.last_edited_time)) {
            return refused(step, items.length > 0 ? say `It has rows.` : say `It was edited since.`);
        }
    }
    return {
        kind: 'possible',
        unit: 'database',
        step: trashDatabase(session, database),
        shown: `${titleText(step.title)} ${shortUrl(database.url)}: to the trash`,
        lost: [],
    };
});
/** A database gets its title back, unless somebody has given it another one. */
export const invertDatabaseName = (session, step) => invertDatabase(session, step, step.target, (database) => {
    if (stateOf(database) !== undefined) {
        return Promise.resolve(refused(step, say `It is in the trash.`));
    }
    const before = named.parse(step.before).title;
    const after = named.parse(step.after).title;
    const now = plainText(database.title);
    if (now === before) {
        return Promise.resolve({ kind: 'needless' });
    }
    return Promise.resolve(now === after
        ? {
            kind: 'possible',
            unit: 'title',
            step: nameDatabase(session, database, before),
            shown: `Title: ${titleText(after)} → ${titleText(before)}`,
            lost: [],
        }
        : refused(step, say `It was renamed since.`));
});
async function invertDatabase(session, step, id, invert) {
    try {
        return [await invert(await retrieveCurrentDatabase(session, id))];
    }
    catch (error) {
        if (isNotFound(error)) {
            return [refused(step, say `It is gone, or no longer shared with this connection.`)];
        }
        throw error;
    }
}
/** The request that moves a database to the trash, from where a person can restore it. */
function trashDatabase(session, { id, title }) {
    const name = plainText(title);
    const request = updateDatabase(id, { in_trash: true });
    const read = () => retrieveCurrentDatabase(session, id);
    return {
        planned: { action: 'trash', target: id, title: name, before: null, after: { database: true } },
        idsOf: () => [id],
        write: {
            endpoint: request.endpoint,
            place: say `the database ${name}`,
            send: async (client) => {
                const answer = await request.send(client);
                return isFullDatabase(answer) ? answer : undefined;
            },
            prove: () => proveUpdated({
                read,
                isSaved: (now) => stateOf(now) !== undefined,
                isUntouched: (now) => stateOf(now) === undefined,
            }),
            readSaved: read,
            recheck: () => Promise.resolve(),
        },
    };
}
