import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { ConflictError } from '../../../errors.js';
import { isFullPage } from '../../../notion/endpoints/full-objects.js';
import { retrieveCurrentPage } from '../../../notion/endpoints/pages.js';
import { updatePage } from '../../../notion/endpoints/page-writes.js';
import { holds, writable } from '../../../notion/values/stored-value.js';
import { proveUpdated } from '../../../notion/writes/prove-updated.js';
import { say } from '../../../text/words.js';
import { titleOf } from '../../names/titles.js';
import { fieldHolds, writableField } from './page-fields.js';
export const pageValues = z.object({
    properties: z.record(z.string(), z.record(z.string(), z.unknown())),
    fields: z.partialRecord(z.enum(['icon', 'cover', 'is_locked']), z.unknown()),
});
/** What is different from what the page holds already. */
export function changedValues(page, { properties, fields }) {
    return {
        properties: Object.fromEntries([...properties].filter(([name, payload]) => !holds(page.properties[name], payload))),
        fields: Object.fromEntries([...fields].filter(([name, value]) => !fieldHolds(page, name, value))),
    };
}
/** Whether there is nothing to change. */
export function isUnchanged({ properties, fields }) {
    return Object.keys(properties).length + Object.keys(fields).length === 0;
}
/** The request that gives a page other values. */
export function setPage(session, page, values) {
    const title = titleOf(page);
    const request = updatePage(page.id, {
        ...(Object.keys(values.properties).length === 0 ? {} : { properties: values.properties }),
        ...values.fields,
    });
    const read = () => retrieveCurrentPage(session, page.id);
    const isUntouched = (now) => holdsSame(now, page, values);
    return {
        planned: {
            action: 'set',
            target: page.id,
            title,
            before: valuesBefore(page, values),
            after: values,
        },
        idsOf: () => [page.id],
        write: {
            endpoint: request.endpoint,
            place: say `the page ${title}`,
            send: async (client) => {
                const answer = await request.send(client);
                // A connection that may update and not read gets the id only.
                return 'object' in answer && isFullPage(answer) ? answer : undefined;
            },
            prove: () => proveUpdated({ read, isSaved: (now) => holdsValues(now, values), isUntouched }),
            readSaved: read,
            recheck: async () => {
                if (!isUntouched(await read())) {
                    throw new ConflictError(say `Somebody else has changed the page meanwhile, so nothing was changed.`, say `Read it and decide again.`);
                }
            },
        },
    };
}
/** Whether a page has all of these values. */
export function holdsValues(page, { properties, fields }) {
    return (Object.entries(properties).every(([name, payload]) => holds(page.properties[name], payload)) &&
        fieldEntries(fields).every(([name, value]) => fieldHolds(page, name, value)));
}
/** The fields with their names as such: `Object.entries` widens them. */
export function fieldEntries(fields) {
    return Object.entries(fields);
}
/** What an undo writes back; what cannot be written back is left out. */
function valuesBefore(page, { properties, fields }) {
    return {
        properties: Object.fromEntries(Object.keys(properties).flatMap((name) => {
            const payload = writable(page.properties[name]);
            return payload === undefined ? [] : [[name, payload]];
        })),
        fields: Object.fromEntries(fieldEntries(fields).flatMap(([name]) => {
            const value = writableField(page, name);
            return value === undefined ? [] : [[name, value]];
        })),
    };
}
/** The signatures of files differ in every answer, so files are compared by what they are. */
function holdsSame(now, before, values) {
    return (Object.keys(values.properties).every((name) => {
        const [is, was] = [now.properties[name], before.properties[name]];
        const payload = writable(was);
        return payload === undefined ? isDeepStrictEqual(is, was) : holds(is, payload);
    }) &&
        fieldEntries(values.fields).every(([name]) => {
            const value = writableField(before, name);
            return value !== undefined && fieldHolds(now, name, value);
        }));
}
