/** The types that Notion works out itself. */
export const computedTypes = new Set([
    'formula',
    'rollup',
    'unique_id',
    'created_time',
    'created_by',
    'last_edited_time',
    'last_edited_by',
    'button',
]);
