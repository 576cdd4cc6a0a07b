/** Types whose values Notion computes: nobody enters them, and a request that names one of them fails as a whole. */
const COMPUTED_TYPES = new Set([
    'button',
    'created_by',
    'created_time',
    'formula',
    'last_edited_by',
    'last_edited_time',
    'last_visited_time',
    'rollup',
    'unique_id',
]);
/** Whether Notion computes the values of a column of this type. */
export function isComputed(type) {
    return COMPUTED_TYPES.has(type);
}
