import * as z from 'zod';
import { objectUrl, parseId } from '../../../ids.js';
import { pageMarkdown } from '../../../markdown/page-markdown.js';
import { presentText } from '../../../present/rich-text.js';
import { columnsOf } from '../../../query/read-value.js';
import { pageTitle } from '../../../titles.js';
import { listed } from '../../../trash.js';
import { createPage } from '../../../write/pages/create-page.js';
import { asRest } from '../rest.js';
import { requestedPage } from '../shown/requested.js';
import { asTask } from '../tasks/as-task.js';
import { hostedTool, ToolFailure } from '../tool.js';
/** `notion-duplicate-page`: the copy is a sibling, and is made later. */
export const duplicatePage = hostedTool({
    name: 'duplicate-page',
    title: 'Duplicate page',
    description: 'Copies a page next to itself. The copy is made later; notion-get-async-task says when.',
    effect: 'write',
    lists: 'both',
    input: z.object({ page_id: z.string() }),
    run: ({ page_id: text }, context) => {
        if (parseId(text) === undefined) {
            throw new ToolFailure('body failed validation: body.page_id should be a valid uuid.');
        }
        const page = requestedPage(context.workspace, text);
        return asTask('duplicate-page', context, () => copy(page, context));
    },
});
function copy(page, context) {
    const { workspace } = context;
    const { parent } = page;
    const title = columnsOf(workspace, page).find(({ type }) => type === 'title')?.name ?? 'title';
    const name = presentText(workspace, [{ kind: 'text', content: `${pageTitle(page)} (1)` }]);
    const body = pageMarkdown(workspace, page.id, listed(workspace, page.children), true);
    const created = asRest(createPage, context, {
        body: {
            parent: parent.kind === 'page'
                ? { page_id: parent.id }
                : parent.kind === 'data_source'
                    ? { data_source_id: parent.id }
                    : { workspace: true },
            properties: { [title]: { title: name } },
            markdown: String(body['markdown']),
        },
    });
    const id = String(created['id']);
    for (const [column, value] of page.values) {
        if (value.type !== 'title' && value.type !== 'unique_id') {
            workspace.pages.get(id)?.values.set(column, value);
        }
    }
    return { page_id: id, page_url: objectUrl(id) };
}
