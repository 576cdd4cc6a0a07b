import { listEntries } from '../../../notion/values/stored-value.js';
import { arrayOf, field, textField } from '../../../text/json.js';
import { say } from '../../../text/words.js';
import { schemaOf } from '../pages/page-schema.js';
import { setPage } from '../pages/set-page.js';
import { isUnattached, recordedAttachment } from '../uploads/attach-file.js';
import { partOf } from '../uploads/page-part.js';
import { refused } from './inverse.js';
import { invertPage } from './page-in-use.js';
/** A file is detached: what was there before it comes back. The file itself stays in Notion's storage, attached to nothing. */
export const invertAttachment = (session, step, { ids }) => Promise.all(ids.map((id) => invertPage(session, step, id, async (page) => {
    const { before, filename, to } = recordedAttachment(step);
    if (isUnattached(page, { before, filename, to })) {
        return { kind: 'needless' };
    }
    if (!isAsAttached(page, to, filename, before.value)) {
        return refused(step, say `What it was attached to was changed since.`);
    }
    if (before.value === undefined) {
        return refused(step, say `Notion cannot bring back what was there.`);
    }
    const values = 'part' in to
        ? { properties: {}, fields: { [to.part]: before.value } }
        : { properties: { [to.property]: before.value }, fields: {} };
    return {
        kind: 'possible',
        unit: 'page',
        step: setPage(session, page, values),
        shown: { page, schema: await schemaOf(session, page), values, after: undefined },
        lost: [],
    };
})));
/** Whether the file is there, and beside it in a list only what was there before. */
function isAsAttached(page, to, filename, before) {
    if ('part' in to) {
        const url = textField(field(partOf(page, to.part), 'file'), 'url') ?? '';
        return fileNameIn(url) === filename;
    }
    const files = listEntries(page.properties[to.property]);
    const others = files.filter((file) => textField(file, 'name') !== filename);
    const known = arrayOf(field(before, 'files')).map(urlOf);
    return (files.length === known.length + 1 &&
        others.length === known.length &&
        others.every((file) => known.includes(urlOf(file))));
}
function urlOf(file) {
    return textField(field(file, 'external'), 'url') ?? '';
}
function fileNameIn(url) {
    const last = url.split('?', 1)[0]?.split('/').at(-1) ?? '';
    try {
        return decodeURIComponent(last);
    }
    catch {
        return last;
    }
}
