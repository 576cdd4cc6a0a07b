import * as z from 'zod';
import { ConflictError } from '../../../errors.js';
import { retrieveCurrentDataSource } from '../../../notion/endpoints/databases.js';
import { updateDataSource } from '../../../notion/endpoints/database-writes.js';
import { isFullDataSource } from '../../../notion/endpoints/full-objects.js';
import { plainText } from '../../../notion/values/stored-value.js';
import { textElements } from '../../../notion/values/text-elements.js';
import { proveUpdated } from '../../../notion/writes/prove-updated.js';
import { say } from '../../../text/words.js';
import { isApplied, isUnapplied, isUntouched } from './column-change.js';
const column = z.looseObject({ id: z.string(), name: z.string(), type: z.string() });
const recordedValues = z.object({
    columns: z.array(z.object({
        kind: z.enum(['add', 'alter', 'remove']),
        name: z.string(),
        before: column.optional(),
        to: z.string(),
        type: z.string(),
        payload: z.record(z.string(), z.unknown()).nullable(),
        newOptions: z.array(z.string()),
        goneOptions: z.array(z.string()).optional(),
    })),
    title: z.string().optional(),
});
const recordedBefore = z.object({ title: z.string().optional() });
/** What the journal keeps of a change to a schema. */
export function recordedSchema({ before, after }) {
    return {
        values: recordedValues.parse(after),
        titleBefore: recordedBefore.parse(before).title,
    };
}
/** The request that changes columns and name of a data source, all or nothing. */
export function setSchema(session, source, name, values) {
    const { columns, title } = values;
    const request = updateDataSource(source.id, {
        ...(columns.length === 0
            ? {}
            : { properties: Object.fromEntries(columns.map(({ name: key, payload }) => [key, payload])) }),
        ...(title === undefined ? {} : { title: textElements(title) }),
    });
    const read = () => retrieveCurrentDataSource(session, source.id);
    const titleBefore = plainText(source.title);
    const isAsBefore = ({ properties, title: now }) => columns.every((change) => isUntouched(properties, change)) &&
        (title === undefined || plainText(now) === titleBefore);
    return {
        planned: {
            action: 'schema',
            target: source.id,
            title: name,
            before: title === undefined ? {} : { title: titleBefore },
            after: values,
        },
        idsOf: () => [source.id],
        write: {
            endpoint: request.endpoint,
            place: say `the database ${name}`,
            // A list of options is sent whole: what somebody has added since it was read would go.
            isCheckedFirst: columns.some(({ newOptions, goneOptions = [], before }) => before !== undefined && newOptions.length + goneOptions.length > 0),
            send: async (client) => {
                const answer = await request.send(client);
                return 'properties' in answer && isFullDataSource(answer) ? answer : undefined;
            },
            prove: () => proveUpdated({
                read,
                isSaved: (now) => isSchemaSaved(now, values),
                isUntouched: (now) => isSchemaUnsaved(now, values, titleBefore),
            }),
            readSaved: read,
            recheck: async () => {
                if (!isAsBefore(await read())) {
                    throw new ConflictError(say `Somebody else has changed these columns meanwhile, so nothing was changed.`, say `Call notion_describe_database and decide again.`);
                }
            },
        },
    };
}
/** Whether a data source is as the change leaves it. */
export function isSchemaSaved(now, { columns, title }) {
    return (columns.every((change) => isApplied(now.properties, change)) &&
        (title === undefined || plainText(now.title) === title));
}
/** Whether nothing of the change is there, whatever else was changed since. */
export function isSchemaUnsaved(now, { columns, title }, titleBefore) {
    return (columns.every((change) => isUnapplied(now.properties, change)) &&
        (title === undefined || plainText(now.title) === titleBefore));
}
