/**
 * In lockdown, a page without what Notion computed from words of other pages: texts of formulas and lists of rollups do
 * not say who wrote them. Numbers, dates and ticks stay.
 */
export function withoutForeignValues(session, page) {
    const { lockdown } = session;
    if (lockdown === undefined) {
        return page;
    }
    const properties = Object.fromEntries(Object.entries(page.properties).map(([name, value]) => {
        if (value.type === 'formula' &&
            value.formula.type === 'string' &&
            (value.formula.string ?? '') !== '') {
            lockdown.omit('computed value', `${page.id}/${value.id}`);
            return [name, { ...value, formula: { ...value.formula, string: null } }];
        }
        if (value.type === 'rollup' && value.rollup.type === 'array' && value.rollup.array.length > 0) {
            lockdown.omit('computed value', `${page.id}/${value.id}`);
            return [name, { ...value, rollup: { ...value.rollup, array: [] } }];
        }
        return [name, value];
    }));
    return { ...page, properties };
}
/** The same for a property that is read on its own: the items of a rollup are values of other pages. */
export function itemsWithoutForeignValues({ lockdown }, place, items, isRollup) {
    if (lockdown === undefined) {
        return items;
    }
    const kept = isRollup
        ? []
        : items.filter((item) => !(item.type === 'formula' && item.formula.type === 'string'));
    if (kept.length < items.length) {
        lockdown.omit('computed value', place);
    }
    return kept.map(withoutForeignTitles);
}
/** Mentions whose text is the title of something else, which has authors of its own. */
const TITLED = new Set(['page', 'database', 'data_source']);
/**
 * A Notion object without the titles that mentions in its text repeat: a mention's author did not write that title.
 * The title is then looked up like any other, and shown if its page may be read. Of a mentioned web page the address stays.
 */
export function withoutForeignTitles(value) {
    // The shape stays; only texts become empty.
    return strip(value);
}
function strip(value) {
    if (Array.isArray(value)) {
        return value.map(strip);
    }
    if (typeof value !== 'object' || value === null) {
        return value;
    }
    const fields = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, strip(inner)]));
    const { mention } = fields;
    if (fields['type'] !== 'mention' || typeof mention !== 'object' || mention === null) {
        return fields;
    }
    const { type, link_mention: link } = mention;
    if (TITLED.has(type)) {
        return { ...fields, plain_text: '' };
    }
    if (type === 'link_mention') {
        const href = typeof link === 'object' && link !== null && 'href' in link ? link.href : '';
        return { ...fields, mention: { type, link_mention: { href } }, plain_text: href };
    }
    return fields;
}
