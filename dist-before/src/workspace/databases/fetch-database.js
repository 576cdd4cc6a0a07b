import * as z from 'zod';
import { pluralize } from '../../content/answer/pluralize.js';
import { fitSchema } from '../../content/properties/fit-schema.js';
import { referencesInSchema } from '../../content/properties/schema-text.js';
import { shortUrl } from '../../content/notion-id.js';
import { titleText } from '../../content/print/title-text.js';
import { queryDataSource } from '../../notion/endpoints/databases.js';
import { stateSentence, titleWithState } from '../../notion/object-state.js';
import { say } from '../../text/words.js';
import { undashed } from '../../notion/reference.js';
import { endNotes, endOf, isComplete } from '../list-end.js';
import { nextBatch } from '../read-all.js';
import { nameOfDataSource } from '../names/database-names.js';
import { cacheSummary } from '../names/titles.js';
import { lookUpNames, unnamedNote } from '../names/look-up-names.js';
import { DatabasesInside, mayHoldDatabases } from './databases-inside.js';
import { ROWS } from './row-words.js';
/** Notion's cursor for the next rows. */
export const rowsPosition = z.object({ rows: z.string().max(2000) });
/** A database's columns, and the titles and ids of its rows a hundred at a time. */
export async function fetchDatabase(session, source, from, room, lookups) {
    const properties = Object.values(source.properties);
    const isStart = from === undefined;
    const inside = new DatabasesInside();
    const [names, page] = await Promise.all([
        lookUpNames(session, { dataSources: isStart ? referencesInSchema(properties) : [] }, lookups),
        nextBatch(async (cursor) => {
            const withDatabases = mayHoldDatabases(source.properties);
            const read = await queryDataSource(session, source.id, {
                propertyIds: ['title'],
                withDatabases,
                cursor,
            });
            inside.add(read.databases);
            return read;
        }, from?.rows),
    ]);
    const rows = page.items.map((row) => `- ${titleText(titleWithState(cacheSummary(session, row)))} (${undashed(row.id)})`);
    const count = pluralize(rows.length, isStart ? 'row' : 'further row');
    const heading = `${titleText(nameOfDataSource(session, source))} ${shortUrl(source.url)}`;
    const list = ['Rows:', ...rows].join('\n');
    const columns = fitSchema(properties, names, room - heading.length - list.length);
    return {
        summary: `${isStart ? `${pluralize(properties.length, 'column')} and ` : ''}${count} of a database, by title and id; ${endOf(page)}.${stateSentence(source)}`,
        content: [heading, ...(isStart ? [columns.text] : []), list].join('\n\n'),
        complete: isStart && isComplete(page),
        notes: [
            ...endNotes(page, { ...ROWS, narrow: say `they cannot be fetched.` }),
            inside.note,
            'A row is a page: its id gives its values and text.',
            isStart && columns.isShortened ? 'Columns are shortened (size limit).' : '',
            unnamedNote(names.unnamed, 'related database', 'related databases'),
        ],
        next: page.nextCursor === undefined ? undefined : { rows: page.nextCursor },
    };
}
