const existence = { is_empty: 'existence', is_not_empty: 'existence' };
const text = operators({
    equals: 'text',
    does_not_equal: 'text',
    contains: 'text',
    does_not_contain: 'text',
    starts_with: 'text',
    ends_with: 'text',
    ...existence,
});
const number = numeric('number');
const checkbox = operators({ equals: 'boolean', does_not_equal: 'boolean' });
const oneOption = operators({ equals: 'option', does_not_equal: 'option', ...existence });
const someOptions = operators({ contains: 'option', does_not_contain: 'option', ...existence });
const date = operators({
    equals: 'date',
    before: 'date',
    after: 'date',
    on_or_before: 'date',
    on_or_after: 'date',
    this_week: 'period',
    past_week: 'period',
    past_month: 'period',
    past_year: 'period',
    next_week: 'period',
    next_month: 'period',
    next_year: 'period',
    ...existence,
});
const people = operators({ contains: 'person', does_not_contain: 'person', ...existence });
const relation = operators({ contains: 'page', does_not_contain: 'page', ...existence });
const byType = new Map([
    ['title', text],
    ['rich_text', text],
    ['url', text],
    ['email', text],
    ['phone_number', text],
    ['number', number],
    ['unique_id', numeric('unique_id')],
    ['checkbox', checkbox],
    ['select', oneOption],
    ['status', oneOption],
    ['multi_select', someOptions],
    ['date', date],
    ['created_time', date],
    ['last_edited_time', date],
    ['people', people],
    ['created_by', people],
    ['last_edited_by', people],
    ['relation', relation],
    ['files', operators(existence)],
    ['verification', operators({ status: 'verification', does_not_equal: 'verification' })],
]);
/**
 * The operators for a property type; undefined when Notion cannot filter by it (button, place, types to come) and for
 * `formula` and `rollup`, which are filtered by what they return.
 */
export function operatorsOf(type) {
    return byType.get(type);
}
function numeric(kind) {
    return operators({
        equals: kind,
        does_not_equal: kind,
        greater_than: kind,
        less_than: kind,
        greater_than_or_equal_to: kind,
        less_than_or_equal_to: kind,
        ...existence,
    });
}
function operators(kinds) {
    return new Map(Object.entries(kinds));
}
