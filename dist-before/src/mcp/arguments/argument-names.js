import { foldName } from '../../text/fold-name.js';
import { isMisspelt } from '../../text/suggest.js';
/** What an argument is called elsewhere: in Notion's API, by other servers and by models. The likeliest first. */
const OTHER_NAMES = {
    page: ['page_id', 'page_url', 'page_link', 'url', 'id', 'link', 'uri', 'reference', 'input', '__arg1'],
    database: [
        'database_id',
        'database_url',
        'database_name',
        'data_source',
        'data_source_id',
        'data_source_url',
        'collection',
        'table',
        'db',
        'url',
        'id',
        'input',
        '__arg1',
    ],
    id: ['page_id', 'page_url', 'url', 'uri', 'page', 'database_id', 'reference', 'input', '__arg1'],
    query: [
        'q',
        'search',
        'search_query',
        'search_term',
        'keywords',
        'name',
        'title',
        'email',
        'user',
        'user_id',
        'input',
        '__arg1',
    ],
    workspace: ['workspace_id', 'workspace_name'],
    section: ['heading'],
    max_chars: ['max_characters'],
    include_comments: ['comments', 'with_comments'],
    where: ['filter', 'filters', 'conditions'],
    sort: ['sorts', 'sort_by', 'order_by'],
    columns: ['properties', 'fields', 'select', 'filter_properties'],
    count_by: ['group_by'],
    calculate: ['calculations', 'aggregate', 'aggregations'],
    limit: ['page_size', 'max_results', 'top_k'],
    cursor: ['start_cursor', 'next_cursor', 'page_token'],
};
/** What belongs inside an argument: ignoring it would change the answer. */
const PARTS = {
    sort: new Set(['direction', 'order', 'sortorder', 'sortdirection', 'descending', 'ascending']),
    where: new Set(['operator', 'property', 'value', 'and', 'or']),
};
/** Arguments of this server that only some callers have: whoever sends one means it, and another workspace would answer. */
const CALLERS_OWN = new Set(['workspace']);
/** The names under which an argument may be given, in the order in which they count; none is an argument of its own. */
export function otherNames(argument, declared) {
    return (Object.hasOwn(OTHER_NAMES, argument) ? (OTHER_NAMES[argument] ?? []) : []).filter((name) => !declared.includes(name));
}
/** Whether ignoring the argument would answer another question than the one that was asked. */
export function isCallersOwn(name) {
    return CALLERS_OWN.has(foldName(name));
}
/** Clients mark what they add for themselves. */
export function isPrivateName(name) {
    return name.startsWith('_');
}
/**
 * The argument of which this is a misspelt name or a part, if hardly anything else can be meant. Stricter than a suggestion after a
 * refusal: what clients add by themselves must not be taken for a mistake.
 */
export function misspeltArgument(name, declared) {
    return isPrivateName(name)
        ? undefined
        : declared.find((argument) => isMisspelt(foldName(name), foldName(argument)) ||
            (Object.hasOwn(PARTS, argument) && PARTS[argument]?.has(foldName(name)) === true));
}
