import { MAX_COMPARED, nearestDocuments } from '../meaning/nearest.js';
import { signsOf } from '../meaning/quantize.js';
import { modelOf } from './postgres-meanings.js';
/** The documents whose passages mean most nearly what is asked, each at the position of its nearest passage. */
export async function nearestInTables(database, index, meaning, { conditions, values }, limit) {
    const { model, vector } = meaning;
    const { schema } = database;
    const known = await modelOf(database, { schema, index });
    if (known?.model !== model || known.dimensions !== vector.length) {
        return [];
    }
    const asked = `$${values.length + 2}::bit varying`;
    const rows = await database.all(`with nearest as (
       select document, position from ${schema}.signatures
         where ${['index = $1', `length(signs) = length(${asked})`, ...conditions].join(' and ')}
         order by bit_count(signs # ${asked}) limit ${MAX_COMPARED}
     )
     select document, position, vector from nearest join ${schema}.vectors using (document, position)
       where index = $1`, [index, ...values, signsOf(vector)]);
    return nearestDocuments(meaning, rows.map((row) => ({
        document: Number(row['document']),
        passage: Number(row['position']),
        vector: row['vector'], // The driver's value of `bytea`.
    })), limit);
}
