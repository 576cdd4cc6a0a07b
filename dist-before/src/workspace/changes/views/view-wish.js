import * as z from 'zod';
import { InputError } from '../../../errors.js';
import { readSorts } from '../../../notion/query/forms/sort-forms.js';
import { readWhere } from '../../../notion/query/forms/where-forms.js';
import { MAX_CONDITIONS } from '../../../notion/query/where.js';
import { foldName } from '../../../text/fold-name.js';
import { isRecord } from '../../../text/json.js';
import { didYouMean } from '../../../text/suggest.js';
import { listTerms, say, Words } from '../../../text/words.js';
const MAX_SORTS = 50;
const MAX_COLUMNS = 100;
/** What the members are called: by the arguments of queries, and by Notion and models. */
const MEMBERS = new Map([
    ['type', 'type'],
    ['layout', 'type'],
    ['name', 'name'],
    ['rename', 'name'],
    ['title', 'name'],
    ['where', 'where'],
    ['filter', 'where'],
    ['match', 'match'],
    ['sort', 'sort'],
    ['sorts', 'sort'],
    ['columns', 'columns'],
    ['show', 'columns'],
    ['properties', 'columns'],
    ['by', 'by'],
    ['groupby', 'by'],
    ['date', 'by'],
]);
const NAMES = ['type', 'name', 'where', 'match', 'sort', 'columns', 'by'];
/** Types that Notion's API makes; a form wants a block, a dashboard widgets, a chart axes. */
const TYPES = ['table', 'board', 'list', 'calendar', 'timeline', 'gallery', 'map'];
const OTHER_TYPES = new Map([
    ['kanban', 'board'],
    ['gantt', 'timeline'],
    ['cards', 'gallery'],
    ['grid', 'table'],
]);
const plain = {
    property: z.string().optional(),
    operator: z.string().optional(),
    value: z.unknown().optional(),
};
const inner = z.array(z.strictObject(plain)).max(MAX_CONDITIONS).optional();
const group = z
    .array(z.strictObject({ ...plain, any: inner, all: inner }))
    .max(MAX_CONDITIONS)
    .optional();
const wish = z.strictObject({
    type: z.string().optional(),
    name: z.string().optional(),
    where: z
        .preprocess((given) => (isNone(given) ? null : readWhere(given)), z
        .array(z.strictObject({ ...plain, any: group, all: group }))
        .max(MAX_CONDITIONS)
        .nullable())
        .optional(),
    match: z.enum(['all', 'any']).default('all'),
    sort: z
        .preprocess((given) => (isNone(given) ? null : readSorts(given)), z
        .array(z.strictObject({ property: z.string(), direction: z.string().optional() }))
        .max(MAX_SORTS)
        .nullable())
        .optional(),
    columns: z
        .preprocess((given) => (typeof given === 'string' ? [given] : given), z.array(z.string()).min(1).max(MAX_COLUMNS).nullable())
        .optional(),
    by: z.string().nullable().optional(),
});
/** Reads `"board"`, or an object such as `{"type": "board", "by": "Status", "where": …}`. */
export function readViewWish(given) {
    const spec = typeof given === 'string' ? { type: given } : given;
    if (!isRecord(spec)) {
        throw new InputError('views', say `A view is described by what it shows.`, say `Pass an object such as {"type": "board", "by": "Status", "where": […], "sort": "Due", "columns": […]}, or null to remove it.`);
    }
    const members = Object.entries(spec).map(([name, value]) => {
        const known = MEMBERS.get(foldName(name));
        if (known === undefined) {
            throw new InputError('views', say `A view has no ${name} that Notion's API sets.`, say `${didYouMean(name, NAMES)}It has: ${listTerms(NAMES)}.`);
        }
        return [known, value];
    });
    const read = wish.safeParse(Object.fromEntries(members));
    if (!read.success) {
        const [member = ''] = read.error.issues[0]?.path ?? [];
        throw new InputError('views', say `${Words.term(String(member))} of the view is not understood.`, say `where and sort are as in notion_query_database, columns is a list of names, name and by are one.`);
    }
    const { type } = read.data;
    return { ...read.data, ...(type === undefined ? {} : { type: viewType(type) }) };
}
function viewType(text) {
    const folded = foldName(text);
    const type = OTHER_TYPES.get(folded) ?? TYPES.find((each) => each === folded);
    if (type === undefined) {
        throw new InputError('views', say `${text} is no type of view that can be made here.`, say `${didYouMean(text, TYPES)}Types: ${listTerms(TYPES)}. Charts, forms and dashboards are set up in Notion's app.`);
    }
    return type;
}
function isNone(given) {
    return given === null || given === '' || (Array.isArray(given) && given.length === 0);
}
