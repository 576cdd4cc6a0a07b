import { visibleDataSource, visibleDatabase, visiblePage } from '../../access.js';
import { notFound, validationError } from '../../errors.js';
import { presentPage } from '../../present/page.js';
import { columnsOf } from '../../query/read-value.js';
import { requestedColumns } from '../../routes/pages.js';
import { pageTitle } from '../../titles.js';
import { countBlocks, readBlocks } from '../blocks/block-drafts.js';
import { makePage, listOf } from '../changes/relocate.js';
import { childIds, insertBlocks, useBlocks } from '../changes/tree.js';
import { readCover, readIcon } from '../input/file-source.js';
import { Input } from '../input/input.js';
import { parseBlocks } from '../markdown/blocks.js';
import { countParsed, insertParsed } from '../markdown/place.js';
import { applyChanges, readChanges } from '../properties/set-values.js';
import { accept } from '../tasks/tasks.js';
import { standardValues } from './standard-values.js';
import { applyTemplate, readTemplate } from './template.js';
const keys = [
    'parent',
    'properties',
    'icon',
    'cover',
    'content',
    'children',
    'markdown',
    'allow_async',
    'markdown_version',
    'template',
    'position',
];
/** Longest markdown of one request, in UTF-16 code units. */
const MAX_MARKDOWN = 500_000;
/** `POST /v1/pages`. */
export function createPage(request) {
    const { allow_async: isAsync, ...body } = request.body;
    if (isAsync !== true) {
        return createNow(request);
    }
    if (body['markdown'] === undefined) {
        throw new Input('', request.body).get('allow_async').refuse('not present');
    }
    return accept(request.workspace, 'POST /v1/pages', () => createNow({ ...request, body }));
}
function createNow(request) {
    const { workspace, connection } = request;
    const body = new Input('', request.body).object(keys);
    const parent = readParent(request, body.get('parent'));
    const columns = columnsIn(workspace, parent);
    const properties = body.get('properties');
    const changes = properties.isPresent ? readChanges(workspace, connection, columns, properties) : [];
    const content = readContent(workspace, body);
    const template = readTemplate(workspace, { parent }, body.get('template'));
    const icon = body.get('icon');
    const cover = body.get('cover');
    const looks = {
        icon: icon.isPresent ? readIcon(workspace, icon) : null,
        cover: cover.isPresent ? readCover(workspace, cover) : undefined,
    };
    const index = readPosition(request, body.get('position'), parent);
    useBlocks(workspace, 1 + content.count);
    const page = makePage(workspace, parent, standardValues(workspace, parent), looks);
    const list = listOf(workspace, parent);
    list?.splice(index ?? list.length, 0, page.id);
    applyChanges(workspace, page, changes);
    content.fill(page);
    if (template !== undefined) {
        applyTemplate(workspace, page.id, template);
    }
    const only = requestedColumns(request.query, columns);
    return presentPage(workspace, workspace.pages.get(page.id) ?? page, only);
}
/** The columns of pages with this parent. */
function columnsIn(workspace, parent) {
    return columnsOf(workspace, { parent });
}
function readParent({ workspace, connection }, input) {
    if (!input.isPresent) {
        return privatePlace(workspace);
    }
    input.object(['type', 'page_id', 'data_source_id', 'database_id', 'workspace']);
    const kind = input.onlyOf(['page_id', 'data_source_id', 'database_id', 'workspace']);
    if (kind === 'workspace') {
        return privatePlace(workspace);
    }
    const id = input.get(kind).id();
    if (kind === 'page_id') {
        if (visiblePage(workspace, id) === undefined) {
            throw notFound('page', id, connection);
        }
        return { kind: 'page', id };
    }
    return { kind: 'data_source', id: kind === 'data_source_id' ? sourceId() : onlySourceId() };
    function sourceId() {
        if (visibleDataSource(workspace, id) === undefined) {
            throw notFound('database', id, connection);
        }
        return id;
    }
    function onlySourceId() {
        const database = visibleDatabase(workspace, id);
        if (database === undefined) {
            throw notFound('database', id, connection);
        }
        const [first, second] = database.dataSources;
        if (first === undefined || second !== undefined) {
            throw validationError(`Databases with multiple data sources are not supported in this API version. Database with ID ${id} has ${database.dataSources.length} data sources; give a data_source_id.`);
        }
        return first;
    }
}
/** Private pages are a person's: of whom the connection acts for. The wording is that of Notion's documentation. */
function privatePlace(workspace) {
    if (workspace.users.get(workspace.ownerId)?.bot !== false) {
        throw validationError("Internal integrations aren't owned by a single user, so creating workspace-level private pages is not supported.");
    }
    return { kind: 'workspace' };
}
/** Where the page goes among the blocks of its parent page; at the end unless the request says so. */
function readPosition({ workspace }, input, parent) {
    if (!input.isPresent) {
        return undefined;
    }
    input.object(['type', 'after_block']);
    const type = input.get('type').oneOf(['page_start', 'page_end', 'after_block']);
    if (parent.kind !== 'page') {
        throw validationError('position can only be given with a parent page.');
    }
    const ids = childIds(workspace, parent);
    if (type === 'after_block') {
        const index = ids.indexOf(input.get('after_block').get('id').id());
        if (index < 0) {
            throw validationError('The block to insert after is not a child of the parent page.');
        }
        return index + 1;
    }
    return type === 'page_start' ? 0 : ids.length;
}
function readContent(workspace, body) {
    const given = ['markdown', 'children', 'content'].filter((key) => body.has(key));
    const [key, second] = given;
    if (second !== undefined) {
        throw body.get(second).refuse('not present');
    }
    const template = body.get('template');
    if (key !== undefined && template.isPresent && template.get('type').value !== 'none') {
        throw body.get(key).refuse('not present');
    }
    if (key === undefined) {
        return { count: 0, fill: () => { } };
    }
    if (key !== 'markdown') {
        const drafts = readBlocks(workspace, body.get(key));
        return {
            count: countBlocks(drafts),
            fill: ({ id }) => insertBlocks(workspace, { kind: 'page', id }, drafts, 0),
        };
    }
    const parsed = parseBlocks(workspace, body.get(key).text(MAX_MARKDOWN));
    return {
        count: countParsed(parsed),
        fill: (page) => {
            fillWithMarkdown(workspace, page, parsed);
        },
    };
}
/** The first heading of the first level is the title of a page that has none, and leaves the body. */
function fillWithMarkdown(workspace, page, parsed) {
    const first = parsed.findIndex(({ is }) => is.kind === 'block' && is.content.type === 'heading_1');
    const heading = parsed[first]?.is;
    const isTitle = pageTitle(page) === '' && heading?.kind === 'block' && heading.content.type === 'heading_1';
    if (isTitle) {
        page.values.set('title', { type: 'title', text: heading.content.text });
    }
    const body = isTitle ? parsed.toSpliced(first, 1, ...(parsed[first]?.children ?? [])) : parsed;
    insertParsed(workspace, { kind: 'page', id: page.id }, body, 0);
}
