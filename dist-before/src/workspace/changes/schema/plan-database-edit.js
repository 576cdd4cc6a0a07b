import { pluralize } from '../../../content/answer/pluralize.js';
import { shortUrl } from '../../../content/notion-id.js';
import { titleText } from '../../../content/print/title-text.js';
import { InputError } from '../../../errors.js';
import { retrieveCurrentDatabase, retrieveCurrentDataSource } from '../../../notion/endpoints/databases.js';
import { stateOf } from '../../../notion/object-state.js';
import { plainText } from '../../../notion/values/stored-value.js';
import { quote } from '../../../text/quote.js';
import { say } from '../../../text/words.js';
import { databaseIdOf, nameOfDataSource } from '../../names/database-names.js';
import { findDataSource } from '../../names/find-database.js';
import { undefinedOnToolError } from '../../tolerate.js';
import { Problems } from '../pages/plan-values.js';
import { planViews } from '../views/plan-views.js';
import { isDestructive } from './column-change.js';
import { countValues } from './count-values.js';
import { nameDatabase } from './name-database.js';
import { planSchema } from './plan-schema.js';
import { columnLine, namesInColumns, storedOtherwise } from './schema-lines.js';
import { lastingOf, lossOf, retypeNote } from './schema-loss.js';
import { setSchema } from './set-schema.js';
/** Checks an edit against the database as it is now. */
export async function planDatabaseEdit(session, given, lookups, now) {
    const found = await findDataSource(session, given.database);
    const source = await retrieveCurrentDataSource(session, found.id);
    if (stateOf(found) !== undefined || stateOf(source) !== undefined) {
        throw new InputError('database', say `The database is in the trash, where Notion changes nothing.`, say `Restore it in Notion first.`);
    }
    const problems = new Problems();
    const { columns, already } = await planSchema(session, source.properties, given, problems);
    const name = nameOfDataSource(session, source);
    const views = await planViews(session, source, name, given.views, problems, lookups);
    problems.throwIfAny();
    const naming = await planTitle(session, source, given.title);
    const known = [...already, ...(views?.already ?? [])];
    const viewCount = views?.count ?? 0;
    if (columns.length === 0 && naming === undefined && viewCount === 0) {
        return { already: known };
    }
    const [names, counts] = await Promise.all([
        namesInColumns(session, columns, lookups),
        Promise.all(columns.map(async (column) => isDestructive(column) && column.before !== undefined
            ? countValues(session, source.id, column.before)
            : undefined)),
    ]);
    const values = { columns, ...(naming?.source === true ? { title: naming.title } : {}) };
    const hasSchemaStep = columns.length > 0 || naming?.source === true;
    const loss = lossOf(name, columns, counts, views?.losses ?? []);
    const statuses = columns.filter(({ type, newOptions }) => type === 'status' && newOptions.length > 0);
    const what = [
        ...(columns.length > 0 ? [pluralize(columns.length, 'column')] : []),
        ...(viewCount > 0 ? [pluralize(viewCount, 'view')] : []),
        ...(naming === undefined ? [] : ['the title']),
    ];
    const whatText = [what.slice(0, -1).join(', '), what.at(-1) ?? '']
        .filter((part) => part !== '')
        .join(' and ');
    return {
        proposal: `This call would change ${whatText}.`,
        report: `Changed ${whatText}.`,
        content: [
            `${titleText(name)} ${shortUrl(source.url)}`,
            ...(naming === undefined ? [] : [`Title: ${titleText(name)} → ${titleText(naming.title)}`]),
            ...columns.map((column, at) => columnLine(column, source.properties, names, counts[at])),
            ...(views?.lines ?? []),
        ].join('\n'),
        notes: [
            known.length > 0 ? `As asked for already: ${known.map((each) => quote(each)).join(', ')}.` : '',
            naming?.isOneOfSeveral === true
                ? 'The database has several data sources: this one gets the name, the database keeps its title.'
                : '',
            statuses.length > 0
                ? 'New status options are in the group To-do unless Notion says otherwise; its app moves them.'
                : '',
            ...columns.flatMap((column) => String(retypeNote(column) ?? '')),
        ],
        ...(loss === undefined ? {} : { loss }),
        lasting: lastingOf(columns, naming === undefined && viewCount === 0, views?.losses.length ?? 0),
        // Views first: they name columns as these are called now.
        steps: (writing, journal) => [
            ...(views?.steps(writing, journal, now) ?? []),
            ...(hasSchemaStep ? [setSchema(writing, source, name, values)] : []),
            ...(naming?.database === undefined ? [] : [nameDatabase(writing, naming.database, naming.title)]),
        ],
        afterwards: ({ results }) => {
            const stored = results.map((result) => (result.kind === 'saved' ? result.saved.result : undefined));
            const after = hasSchemaStep ? stored[viewCount] : undefined;
            const storedViews = stored.slice(0, viewCount);
            const otherwise = [
                ...(after === undefined
                    ? []
                    : storedOtherwise(after.properties, columns)),
                ...(views?.otherwise(storedViews) ?? []),
            ];
            const note = otherwise.length > 0
                ? `Notion stored these otherwise than they were sent: ${otherwise.map((each) => quote(each)).join(', ')}.`
                : '';
            return Promise.resolve({ heading: views?.addresses(storedViews).join('\n') ?? '', notes: [note] });
        },
    };
}
async function planTitle(session, source, title) {
    const databaseId = databaseIdOf(source);
    if (title === undefined) {
        return undefined;
    }
    const database = databaseId === undefined
        ? undefined
        : await undefinedOnToolError(() => retrieveCurrentDatabase(session, databaseId));
    const isOneOfSeveral = (database?.data_sources.length ?? 1) > 1;
    const naming = {
        title,
        source: plainText(source.title) !== title,
        database: isOneOfSeveral || database === undefined || plainText(database.title) === title ? undefined : database,
        isOneOfSeveral,
    };
    return naming.source || naming.database !== undefined ? naming : undefined;
}
