import * as z from 'zod';
import { ConflictError, InputError } from '../../../errors.js';
import { updatePage } from '../../../notion/endpoints/page-writes.js';
import { retrieveCurrentPage } from '../../../notion/endpoints/pages.js';
import { findProperty } from '../../../notion/query/columns/find-property.js';
import { MAX_LIST_ENTRIES } from '../../../notion/values/plan-value.js';
import { listEntries, writable } from '../../../notion/values/stored-value.js';
import { proveUpdated } from '../../../notion/writes/prove-updated.js';
import { arrayOf, field, textField } from '../../../text/json.js';
import { say } from '../../../text/words.js';
import { titleOf } from '../../names/titles.js';
import { writableField } from '../pages/page-fields.js';
import { PAGE_PARTS, partOf } from './page-part.js';
/** What the journal keeps of what was there: `value` is what an undo writes back, absent where that cannot be written. */
const recordedBefore = z.object({ key: z.string(), value: z.unknown().optional() });
const recordedAfter = z.union([
    z.object({ part: z.enum(PAGE_PARTS), filename: z.string() }),
    z.object({ property: z.string(), filename: z.string() }),
]);
export function recordedAttachment({ before, after, }) {
    const { filename, ...to } = recordedAfter.parse(after);
    return { before: recordedBefore.parse(before), filename, to };
}
/** Where a file goes: the icon or cover of a page, or a property that holds files. */
export function planAttachment({ page, schema }, as) {
    const part = PAGE_PARTS.find((name) => name === as.trim().toLowerCase());
    if (part !== undefined) {
        return { part };
    }
    const { name, type } = findProperty(schema, as, 'as');
    if (type !== 'files') {
        throw new InputError('as', say `${name} holds no files.`, say `Pass a property that does, "icon", "cover" or "block".`);
    }
    const stored = page.properties[name];
    if (writable(stored) === undefined) {
        throw new InputError('as', say `${name} holds files that are kept in Notion, which cannot be sent back with a new one.`, say `Add the file in Notion, or pass another property.`);
    }
    if (listEntries(stored).length >= MAX_LIST_ENTRIES) {
        throw new InputError('as', say `${name} is full.`, say `Pass another property.`);
    }
    return { property: name };
}
/** Refuses what shows nothing as an icon or cover. */
export function requireImage(to, { contentType }) {
    if ('part' in to && !contentType.startsWith('image/')) {
        throw new InputError('as', say `An icon or cover is an image, and by its name this file is none.`, say `Pass an image, or "block" or a files property as as.`);
    }
}
/** The request that attaches an upload; its id is known once the upload is made. */
export function attachFile(session, page, to, filename, uploadId) {
    const title = titleOf(page);
    const read = () => retrieveCurrentPage(session, page.id);
    const before = { key: keyOf(page, to), value: beforeAttachment(page, to) };
    const recorded = { before, to, filename };
    const isSame = (now) => isUnattached(now, recorded);
    return {
        planned: { action: 'attach', target: page.id, title, before, after: { ...to, filename } },
        idsOf: () => [page.id],
        write: {
            endpoint: 'PATCH /v1/pages/{page_id}',
            place: say `the page ${title}`,
            // The id of the upload does not matter for where it goes.
            rehearsal: updatePage(page.id, attachment(page, to, filename, page.id)).send,
            send: (client) => updatePage(page.id, attachment(page, to, filename, uploadId())).send(client),
            prove: () => proveUpdated({
                read,
                isSaved: (now) => isAttached(now, recorded),
                isUntouched: (now) => isSame(now),
            }),
            readSaved: read,
            recheck: async () => {
                if (!isSame(await read())) {
                    throw new ConflictError(say `Somebody else has changed the page meanwhile, so the file was not attached.`, say `Read it and decide again.`);
                }
            },
        },
    };
}
function attachment(page, to, name, id) {
    const file = { type: 'file_upload', file_upload: { id } };
    if ('part' in to) {
        return { [to.part]: file };
    }
    const kept = arrayOf(field(writable(page.properties[to.property]), 'files'));
    return { properties: { [to.property]: { files: [...kept, { ...file, name }] } } };
}
/** What an undo writes back; undefined where that cannot be written. */
function beforeAttachment(page, to) {
    return 'part' in to ? writableField(page, to.part) : writable(page.properties[to.property]);
}
/** Whether the file is where it was to be attached, and was not there before. */
export function isAttached(now, attachment) {
    return !isUnattached(now, attachment) && holdsFile(now, attachment.to, attachment.filename);
}
/** Whether nothing was attached there since. */
export function isUnattached(now, { before, to }) {
    return keyOf(now, to) === before.key;
}
/** Whether a file of this name is there. */
function holdsFile(page, to, filename) {
    return 'part' in to
        ? textField(partOf(page, to.part), 'type') === 'file'
        : listEntries(page.properties[to.property]).some((entry) => textField(entry, 'name') === filename);
}
/** What is there, without the signatures of addresses, which differ in every answer. */
function keyOf(page, to) {
    const files = 'part' in to ? [partOf(page, to.part)] : listEntries(page.properties[to.property]);
    return JSON.stringify(files.map((file) => {
        const type = textField(file, 'type') ?? '';
        const url = textField(field(file, type), 'url') ?? textField(file, type);
        return [type, textField(file, 'name'), url?.split('?', 1)[0]];
    }));
}
