import { UnavailableError } from '../../../errors.js';
import { isFullPage } from '../../../notion/endpoints/full-objects.js';
import { createPage } from '../../../notion/endpoints/page-writes.js';
import { retrieveCurrentPage } from '../../../notion/endpoints/pages.js';
import { say } from '../../../text/words.js';
import { findMadePage, TOP_OF_WORKSPACE } from './find-made-page.js';
/** The request that makes a page. */
export function makePage(session, journal, parent, { title, values, markdown, template }, since) {
    const { id: parentId, request: place } = placeOf(parent);
    const request = createPage({
        parent: place,
        properties: values.properties,
        ...values.fields,
        ...(markdown === '' ? {} : { markdown }),
        ...(template === undefined ? {} : { template: { type: 'template_id', template_id: template } }),
    });
    return {
        planned: {
            action: 'create',
            target: parentId,
            title,
            before: null,
            after: { parent: parent.kind, values, characters: markdown.length },
        },
        idsOf: ({ id }) => [id],
        editedAtOf: ({ page }) => page?.last_edited_time,
        write: {
            endpoint: request.endpoint,
            place: say `the new page ${title}`,
            send: async (client) => {
                const made = await request.send(client);
                return { id: made.id, page: isFullPage(made) ? made : undefined };
            },
            prove: () => findMadePage(session, journal, { parent: { kind: parent.kind, id: parentId }, title, values, since }),
            readSaved: ({ resourceId }) => {
                if (resourceId === undefined) {
                    throw new UnavailableError(say `Notion did not say which page it made.`, say `Look for it.`);
                }
                return readMade(session, resourceId);
            },
            // Nothing is replaced.
            recheck: () => Promise.resolve(),
        },
    };
}
/** The parent by its id, and as the request names it. */
function placeOf(parent) {
    switch (parent.kind) {
        case 'page':
            return { id: parent.page.id, request: { page_id: parent.page.id } };
        case 'database':
            return { id: parent.source.id, request: { data_source_id: parent.source.id } };
        case 'private':
            return { id: TOP_OF_WORKSPACE, request: { type: 'workspace', workspace: true } };
    }
}
async function readMade(session, id) {
    return { id, page: await retrieveCurrentPage(session, id) };
}
