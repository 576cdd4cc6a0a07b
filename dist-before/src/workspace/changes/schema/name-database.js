import { ConflictError } from '../../../errors.js';
import { retrieveCurrentDatabase } from '../../../notion/endpoints/databases.js';
import { updateDatabase } from '../../../notion/endpoints/database-writes.js';
import { isFullDatabase } from '../../../notion/endpoints/full-objects.js';
import { plainText } from '../../../notion/values/stored-value.js';
import { textElements } from '../../../notion/values/text-elements.js';
import { proveUpdated } from '../../../notion/writes/prove-updated.js';
import { say } from '../../../text/words.js';
/** The request that gives a database another title: what people see above the rows. */
export function nameDatabase(session, database, title) {
    const before = plainText(database.title);
    const request = updateDatabase(database.id, { title: [...textElements(title)] });
    const read = () => retrieveCurrentDatabase(session, database.id);
    const isUntouched = (now) => plainText(now.title) === before;
    return {
        planned: {
            action: 'rename_database',
            target: database.id,
            title: before,
            before: { title: before },
            after: { title },
        },
        idsOf: () => [database.id],
        write: {
            endpoint: request.endpoint,
            place: say `the database ${before}`,
            send: async (client) => {
                const answer = await request.send(client);
                return isFullDatabase(answer) ? answer : undefined;
            },
            prove: () => proveUpdated({ read, isSaved: (now) => plainText(now.title) === title, isUntouched }),
            readSaved: read,
            recheck: async () => {
                if (!isUntouched(await read())) {
                    throw new ConflictError(say `Somebody else has renamed the database meanwhile, so its title was not changed.`, say `Read it and decide again.`);
                }
            },
        },
    };
}
