import { objectUrl } from '../../../ids.js';
import { attribute } from '../../../markdown/inline.js';
import { pageMarkdown } from '../../../markdown/page-markdown.js';
import { iconText } from '../../../markdown/tags.js';
import { pageTitle } from '../../../titles.js';
import { listed } from '../../../trash.js';
import { ancestorPath, pathOf } from '../shown/ancestors.js';
import { flatProperties } from '../shown/flat-properties.js';
/** The answer of `fetch` for a page. */
export function showPage(workspace, page, includeTranscript) {
    const url = objectUrl(page.id);
    const body = pageMarkdown(workspace, page.id, listed(workspace, page.children), includeTranscript);
    const markdown = String(body['markdown']);
    const unknownIds = body['unknown_block_ids'];
    const icon = page.icon === null ? '' : ` icon="${attribute(iconText(workspace, page.icon))}"`;
    const text = [
        `Here is the result of "view" for the Page with URL ${url} as of ${workspace.clock().toISOString()}:`,
        `<page url="${url}"${icon}>`,
        ...ancestorPath(workspace, page.parent),
        '<properties>',
        JSON.stringify(flatProperties(workspace, page)),
        '</properties>',
        ...(markdown === ''
            ? ['<blank-page>This page is blank and has no content.</blank-page>']
            : ['<content>', markdown, '</content>']),
        '</page>',
        '',
    ].join('\n');
    return {
        metadata: { type: 'page' },
        title: pageTitle(page),
        url,
        text,
        path: pathOf(workspace, page.parent),
        page_last_edited_at: page.edited,
        ...(body['truncated'] === true && {
            truncated: true,
            unknown_block_ids: unknownIds,
            unknown_block_count: unknownIds.length,
        }),
    };
}
