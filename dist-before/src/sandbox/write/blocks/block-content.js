import { readColor } from '../input/colors.js';
import { readFileSource, readIcon } from '../input/file-source.js';
import { languages } from '../input/languages.js';
import { readRichText } from '../input/rich-text.js';
/** The types that a request can write, with the keys that each takes. */
export const blockKeys = {
    paragraph: ['rich_text', 'color', 'icon', 'children'],
    heading_1: ['rich_text', 'color', 'is_toggleable', 'children'],
    heading_2: ['rich_text', 'color', 'is_toggleable', 'children'],
    heading_3: ['rich_text', 'color', 'is_toggleable', 'children'],
    heading_4: ['rich_text', 'color', 'is_toggleable', 'children'],
    bulleted_list_item: ['rich_text', 'color', 'children'],
    numbered_list_item: ['rich_text', 'color', 'list_start_index', 'list_format', 'children'],
    to_do: ['rich_text', 'checked', 'color', 'children'],
    toggle: ['rich_text', 'color', 'children'],
    quote: ['rich_text', 'color', 'children'],
    template: ['rich_text', 'children'],
    callout: ['rich_text', 'color', 'icon', 'children'],
    code: ['rich_text', 'caption', 'language'],
    equation: ['expression'],
    divider: [],
    breadcrumb: [],
    table_of_contents: ['color'],
    column_list: ['children'],
    column: ['width_ratio', 'children'],
    tab: ['children'],
    table: ['table_width', 'has_column_header', 'has_row_header', 'children'],
    table_row: ['cells'],
    synced_block: ['synced_from', 'children'],
    link_to_page: ['type', 'page_id', 'database_id'],
    image: ['type', 'external', 'file_upload', 'caption', 'name'],
    video: ['type', 'external', 'file_upload', 'caption', 'name'],
    audio: ['type', 'external', 'file_upload', 'caption', 'name'],
    pdf: ['type', 'external', 'file_upload', 'caption', 'name'],
    file: ['type', 'external', 'file_upload', 'caption', 'name'],
    bookmark: ['url', 'caption'],
    embed: ['url', 'caption'],
};
export function isWritableType(type) {
    return Object.hasOwn(blockKeys, type);
}
/** The content that Notion gives to an icon that was left out of a new callout. */
const lightBulb = { kind: 'emoji', emoji: '💡' };
/** The fields of one block: those in the request, and for a change the old ones where the request is silent. */
class Fields {
    #workspace;
    #input;
    #before;
    constructor(workspace, input, before) {
        this.#workspace = workspace;
        this.#input = input;
        this.#before = before;
    }
    /** What the request says, else what was there, else the standard; without a standard the field must be there. */
    #pick(key, name, read, standard) {
        const field = this.#input.get(key);
        if (field.isPresent) {
            return read(field);
        }
        if (this.#before !== undefined && name in this.#before) {
            return this.#before[name];
        }
        if (standard === undefined && this.#before === undefined) {
            throw field.refuse('defined');
        }
        return standard;
    }
    text(key = 'rich_text', name = 'text') {
        return this.#pick(key, name, readRichText, key === 'rich_text' ? undefined : []);
    }
    caption() {
        return this.text('caption', 'caption');
    }
    color() {
        const color = this.#pick('color', 'color', readColor, 'default');
        return color === 'default' || color === undefined ? {} : { color };
    }
    icon(standard) {
        return this.#pick('icon', 'icon', (input) => readIcon(this.#workspace, input), standard);
    }
    flag(key, name) {
        return this.#pick(key, name, (input) => input.flag(), false);
    }
    number(key, name) {
        return this.#input.has(key) || this.#before !== undefined
            ? this.#pick(key, name, (input) => input.number())
            : undefined;
    }
    required(key, name, read) {
        return this.#pick(key, name, read);
    }
}
/** The content of a new block, or of a changed one whose content was `before`. */
export function readContent(workspace, type, input, before) {
    input.object(blockKeys[type]);
    const fields = new Fields(workspace, input, before);
    switch (type) {
        case 'paragraph': {
            const icon = fields.icon(null);
            return { type, text: fields.text(), ...fields.color(), ...(icon && { icon }) };
        }
        case 'heading_1':
        case 'heading_2':
        case 'heading_3':
        case 'heading_4': {
            const toggleable = fields.flag('is_toggleable', 'toggleable');
            return { type, text: fields.text(), ...fields.color(), ...(toggleable && { toggleable }) };
        }
        case 'bulleted_list_item':
        case 'quote':
        case 'toggle':
        case 'template':
            return { type, text: fields.text(), ...fields.color() };
        case 'numbered_list_item': {
            const startIndex = fields.number('list_start_index', 'startIndex');
            return {
                type,
                text: fields.text(),
                ...fields.color(),
                ...(startIndex !== undefined && { startIndex }),
            };
        }
        case 'to_do':
            return { type, text: fields.text(), checked: fields.flag('checked', 'checked'), ...fields.color() };
        case 'callout':
            return { type, text: fields.text(), icon: fields.icon(lightBulb), ...fields.color() };
        case 'code': {
            const language = fields.required('language', 'language', (field) => field.oneOf(languages));
            return { type, text: fields.text(), caption: fields.caption(), language };
        }
        case 'equation':
            return { type, expression: fields.required('expression', 'expression', (field) => field.text(1000)) };
        case 'divider':
        case 'breadcrumb':
        case 'column_list':
        case 'tab':
            return { type };
        case 'table_of_contents':
            return { type, ...fields.color() };
        case 'column': {
            const widthRatio = fields.number('width_ratio', 'widthRatio');
            return { type, ...(widthRatio !== undefined && { widthRatio }) };
        }
        case 'table':
            return {
                type,
                width: fields.required('table_width', 'width', (field) => field.number()),
                columnHeader: fields.flag('has_column_header', 'columnHeader'),
                rowHeader: fields.flag('has_row_header', 'rowHeader'),
            };
        case 'table_row':
            return {
                type,
                cells: fields.required('cells', 'cells', (field) => field.items().map(readRichText)),
            };
        case 'synced_block':
            return { type, original: fields.required('synced_from', 'original', readOriginal) };
        case 'link_to_page':
            return input.has('database_id')
                ? { type, target: 'database_id', id: input.get('database_id').id() }
                : { type, target: 'page_id', id: fields.required('page_id', 'id', (field) => field.id()) };
        case 'image':
        case 'video':
        case 'audio':
        case 'pdf':
        case 'file':
            return readMedia(workspace, type, input, fields, before);
        case 'bookmark':
        case 'embed':
            return { type, url: fields.required('url', 'url', (field) => field.text()), caption: fields.caption() };
    }
}
function readOriginal(input) {
    return input.isNull ? null : input.object(['type', 'block_id']).get('block_id').id();
}
function readMedia(workspace, type, input, fields, before) {
    const isGiven = input.has('external') || input.has('file_upload');
    const source = before !== undefined && 'source' in before && !isGiven ? before.source : readFileSource(workspace, input);
    const given = input.get('name');
    const name = given.isPresent
        ? given.text()
        : before && 'name' in before
            ? before.name
            : nameOf(type, source);
    return { type, source, caption: fields.caption(), ...(name !== undefined && { name }) };
}
/** Only file blocks show a name that nobody gave: the last part of the address. */
function nameOf(type, source) {
    return type === 'file' ? (source.name ?? source.url?.split(/[?#]/, 1)[0]?.split('/').at(-1)) : undefined;
}
