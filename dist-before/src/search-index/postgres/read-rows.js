import { arrayOf, recordOf, textField } from '../../text/json.js';
/** Documents of an index that fit a condition; `$1` is the index. */
export async function selectDocuments(database, index, condition, values) {
    return (await selectNumbered(database, index, condition, values)).map(([, document]) => document);
}
/** The same with their numbers. */
export async function selectNumbered(database, index, condition, values) {
    const { schema } = database;
    const rows = await database.all(`select documents.*, ids.id, parents.id as parent_id
       from ${schema}.documents join ${schema}.ids on ids.index = documents.index and ids.number = documents.number
       left join ${schema}.ids parents on parents.index = documents.index and parents.number = documents.parent
       where documents.index = $1 and ${condition}`, [index, ...values]);
    return rows.map((row) => [Number(row['number']), documentOf(row)]);
}
/** The passage of a row that has its columns. */
export function passageOf(row) {
    return {
        part: String(row['part']), // As it was written.
        anchor: textField(row, 'anchor'),
        headings: headingsOf(row['headings']),
        text: String(row['body']),
    };
}
/** Headings, of a column that the driver has read. */
export function headingsOf(value) {
    return arrayOf(value).map(String);
}
/** The time of a column. */
export function timeOf(value) {
    return new Date(Number(value)).toISOString();
}
function documentOf(row) {
    return {
        id: String(row['id']),
        kind: String(row['kind']), // As it was written.
        title: String(row['title']),
        parent: textField(row, 'parent_id'),
        url: String(row['url']),
        editedAt: timeOf(row['edited_at']),
        editedBy: row['edited_by'] === null ? undefined : personOf(row['edited_by']),
        createdAt: timeOf(row['created_at']),
        people: arrayOf(row['people']).map(personOf),
        isArchived: row['is_archived'] === true,
        indexedAt: timeOf(row['indexed_at']),
    };
}
function personOf(value) {
    const person = recordOf(value);
    const id = textField(person, 'id');
    return { ...(id === undefined ? {} : { id }), name: textField(person, 'name') ?? '' };
}
