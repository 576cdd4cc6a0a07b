import { Client, LogLevel } from '@notionhq/client';
export const WHOLE_ID = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;
const PEOPLE = /^GET \/v1\/users(?:\/[^/]*)?$/;
/** Its id is told to who made it. */
const UPLOAD = /^GET \/v1\/file_uploads\/[^/]+$/;
const KINDS = new Map([
    ['pages', 'page'],
    ['databases', 'database'],
    ['data_sources', 'data_source'],
    ['blocks', 'block'],
    ['comments', 'comment'],
]);
/**
 * Determines what a read would send, without sending it: whatever a tool claims to read, this is what it reads.
 * Undefined for any request that this server does not make.
 */
export async function targetOf(send) {
    const request = await requestOf(send);
    return request && readTarget(request.method, request.url, request.body);
}
/** The one request that a function would send; undefined if it sends none, or several. */
export async function requestOf(send) {
    let seen;
    let requests = 0;
    const client = new Client({
        auth: 'none',
        retry: false,
        logLevel: LogLevel.ERROR,
        logger: () => { },
        fetch: async (url, init) => {
            requests += 1;
            seen = { method: init?.method ?? 'GET', url: new URL(url), body: init?.body };
            throw new Error('This request is only looked at.');
        },
    });
    await send(client).catch(() => undefined);
    return requests === 1 ? seen : undefined;
}
/** What a request of this form is about. */
function readTarget(method, url, body) {
    const line = `${method.toUpperCase()} ${url.pathname}`;
    if (line === 'GET /v1/comments') {
        const [id = '', ...others] = url.searchParams.getAll('block_id');
        return others.length === 0 ? below(id) : undefined;
    }
    if (line === 'GET /v1/views') {
        const [id = '', ...others] = url.searchParams.getAll('database_id');
        return others.length === 0 && !url.searchParams.has('data_source_id') ? below(id) : undefined;
    }
    if (line === 'POST /v1/search') {
        return { kind: 'search' };
    }
    if (PEOPLE.test(line) || UPLOAD.test(line)) {
        return { kind: 'nowhere' };
    }
    const [verb, resource = '', id = '', ...rest] = line.replace(' /v1/', '/').split('/');
    if (!WHOLE_ID.test(id)) {
        return undefined;
    }
    const part = rest.join('/');
    if (verb === 'POST') {
        return resource === 'data_sources' && part === 'query'
            ? { kind: 'query', ref: { kind: 'data_source', id: dashedId(id) }, body: parsed(body) }
            : undefined;
    }
    if (verb !== 'GET') {
        return undefined;
    }
    if (part === '' && rest.length === 0 && resource === 'views') {
        return { kind: 'view' };
    }
    if (part === '') {
        const kind = rest.length === 0 ? KINDS.get(resource) : undefined;
        return kind && { kind: 'object', ref: { kind, id: dashedId(id) } };
    }
    if (resource === 'data_sources') {
        return part === 'templates' ? below(id) : undefined;
    }
    if (resource !== 'pages' && resource !== 'blocks') {
        return undefined;
    }
    if (part === 'markdown' || part === 'children') {
        return below(id);
    }
    const [name, propertyId = '', ...others] = rest;
    return name === 'properties' && propertyId !== '' && others.length === 0
        ? below(id, propertyId)
        : undefined;
}
function below(id, propertyId) {
    return WHOLE_ID.test(id)
        ? { kind: 'below', ref: { kind: 'any', id: dashedId(id) }, propertyId }
        : undefined;
}
/** Notion's form of an id. */
export function dashedId(id) {
    return id
        .replaceAll('-', '')
        .toLowerCase()
        .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
/** The JSON of a request's body; undefined where there is none. */
export function parsed(body) {
    try {
        return typeof body === 'string' ? JSON.parse(body) : undefined;
    }
    catch {
        return undefined;
    }
}
