import { InputError } from '../../errors.js';
import { field, listField, textField } from '../../text/json.js';
import { OUTSIDE_ROOTS_TEXT } from './root-omissions.js';
import { computedColumns, leadsOutside } from './outward-columns.js';
import { say } from '../../text/words.js';
/** Stands for the data source that a relation leads to, and is none. */
export const NO_OBJECT = '00000000-0000-0000-0000-000000000000';
const TYPES = new Set(['relation', 'rollup', 'formula']);
/** Keeps rows and columns from showing what lies outside through relations, rollups and formulas. */
export class RootedColumns {
    #reader;
    #isRoot;
    #leftOut;
    #outward = new Map();
    constructor(reader, isRoot, leftOut) {
        this.#reader = reader;
        this.#isRoot = isRoot;
        this.#leftOut = leftOut;
    }
    /** Ids of the columns that show something outside; undefined where the columns cannot be read, so that all may. */
    outward(dataSourceId) {
        const known = this.#outward.get(dataSourceId) ?? this.#find(dataSourceId);
        this.#outward.set(dataSourceId, known);
        return known;
    }
    /** Whether a property of a page may be read by itself. */
    async mayRead(dataSourceId, propertyId) {
        const outward = await this.outward(dataSourceId);
        return outward !== undefined && ![...outward].some((id) => decoded(id) === decoded(propertyId));
    }
    /** Filters and sorts on values from outside would leak them row by row. */
    async checkQuery(dataSourceId, body) {
        const [schema, outward] = await Promise.all([
            this.#reader.schemaOf(dataSourceId),
            this.outward(dataSourceId),
        ]);
        const used = new Set([...namesIn(field(body, 'filter')), ...namesIn(field(body, 'sorts'))].map(decoded));
        const columns = schema === undefined || outward === undefined ? undefined : computedColumns(schema);
        const found = columns?.find(({ id, name, type }) => type !== 'relation' &&
            outward?.has(id) === true &&
            (used.has(decoded(id)) || used.has(decoded(name))));
        if (found !== undefined || (columns === undefined && used.size > 0)) {
            throw new InputError('where', say `A column is computed from pages outside your allowed pages, so rows cannot be filtered or sorted by it.`, say `Remove the condition, sort or grouping on that column.`);
        }
    }
    /** A page without what its columns show of pages outside. */
    async keepPage(page, dataSourceId) {
        const properties = field(page, 'properties');
        if (typeof page !== 'object' || page === null || typeof properties !== 'object' || properties === null) {
            return page;
        }
        const values = Object.entries(properties);
        if (!values.some(([, value]) => TYPES.has(textField(value, 'type') ?? ''))) {
            return page;
        }
        const outward = dataSourceId === undefined ? undefined : await this.outward(dataSourceId);
        const kept = values.map(([name, value]) => {
            const id = textField(value, 'id') ?? '';
            const isHidden = TYPES.has(textField(value, 'type') ?? '') && outward?.has(id) !== false;
            return [name, isHidden ? this.#hidden(value, `${dataSourceId} ${id}`) : value];
        });
        return { ...page, properties: Object.fromEntries(kept) };
    }
    /** A data source without references of its columns to databases outside. */
    async keepSource(source) {
        const id = textField(source, 'id') ?? '';
        const outward = await this.outward(id);
        const columns = Object.entries((field(source, 'properties') ?? {}));
        const kept = columns.map(([name, column]) => {
            const isHidden = TYPES.has(column.type) && outward?.has(column.id) !== false;
            return [name, isHidden ? hiddenColumn(column) : column];
        });
        return { ...source, properties: Object.fromEntries(kept) };
    }
    async #find(dataSourceId) {
        const schema = await this.#reader.schemaOf(dataSourceId);
        return schema && new Set(await this.#outwardOf(dataSourceId, schema));
    }
    async #outwardOf(dataSourceId, schema) {
        const found = [];
        for (const column of computedColumns(schema)) {
            if (await leadsOutside(this.#reader, dataSourceId, column)) {
                found.push(column.id);
            }
        }
        return found;
    }
    /** A row that is a root itself may be named wherever its data source lies. */
    #hidden(value, key) {
        if (value['type'] === 'relation') {
            const all = listField(value, 'relation');
            const kept = all.filter((entry) => this.#isRoot(textField(entry, 'id') ?? ''));
            for (const entry of all) {
                if (!kept.includes(entry)) {
                    this.#leftOut.add('link', textField(entry, 'id') ?? '');
                }
            }
            if (value['has_more'] === true) {
                this.#leftOut.add('relation', key);
            }
            return { ...value, relation: kept, has_more: false };
        }
        this.#leftOut.add('value', key);
        return value['type'] === 'formula'
            ? { ...value, formula: { type: 'string', string: OUTSIDE_ROOTS_TEXT } }
            : { ...value, rollup: { type: 'array', array: [plainText()], function: 'show_original' } };
    }
}
function hiddenColumn(column) {
    switch (column.type) {
        case 'relation':
            return {
                id: column.id,
                name: column.name,
                type: column.type,
                relation: {
                    database_id: NO_OBJECT,
                    data_source_id: NO_OBJECT,
                    type: 'single_property',
                    single_property: {},
                },
            };
        case 'formula':
            return { id: column.id, name: column.name, type: column.type, formula: { expression: '' } };
        default:
            return {
                id: column.id,
                name: column.name,
                type: column.type,
                rollup: { ...column['rollup'], rollup_property_id: '', rollup_property_name: 'outside' },
            };
    }
}
function plainText() {
    const text = {
        type: 'text',
        text: { content: OUTSIDE_ROOTS_TEXT, link: null },
        plain_text: OUTSIDE_ROOTS_TEXT,
        href: null,
    };
    const annotations = {
        bold: false,
        italic: false,
        strikethrough: false,
        underline: false,
        code: false,
        color: 'default',
    };
    return { type: 'rich_text', rich_text: [{ ...text, annotations }] };
}
/** Every name or id of a property in a filter or in orders. */
function namesIn(value) {
    if (Array.isArray(value)) {
        return value.flatMap(namesIn);
    }
    if (typeof value !== 'object' || value === null) {
        return [];
    }
    return Object.entries(value).flatMap(([name, item]) => name === 'property' && typeof item === 'string' ? [item] : namesIn(item));
}
function decoded(id) {
    try {
        return decodeURIComponent(id);
    }
    catch {
        return id;
    }
}
