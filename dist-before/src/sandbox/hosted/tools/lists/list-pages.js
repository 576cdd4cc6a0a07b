import * as z from 'zod';
import { objectUrl } from '../../../ids.js';
import { iconText } from '../../../markdown/tags.js';
import { pageTitle } from '../../../titles.js';
import { isRemoved } from '../../../trash.js';
import { hostedTool, ToolFailure } from '../tool.js';
const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;
/** Pages at the top that the connection does not see are private; nothing is shared or a favourite in the sandbox. */
const lists = [
    [
        'list-private-pages',
        'List private pages',
        'Lists the pages at the top of the private section of the sidebar.',
        ({ account, workspace }) => atTop(workspace).filter(({ id }) => account.workspace.pages.get(id)?.hidden === true),
    ],
    [
        'list-shared-pages',
        'List shared pages',
        'Lists the pages of the shared section of the sidebar.',
        () => [],
    ],
    ['list-favorite-pages', 'List favourite pages', 'Lists the favourite pages of the sidebar.', () => []],
    [
        'list-recent-pages',
        'List recent pages',
        'Lists pages that were visited lately, the latest first.',
        ({ workspace }) => [...workspace.pages.values()]
            .filter((page) => !isRemoved(workspace, page))
            .toSorted((a, b) => b.edited.localeCompare(a.edited)),
    ],
];
function atTop(workspace) {
    return [...workspace.pages.values()].filter((page) => page.parent.kind === 'workspace' && !isRemoved(workspace, page));
}
/** The four tools that list pages as the sidebar does. */
export const listPages = lists.map(([name, title, description, choose]) => hostedTool({
    name,
    title,
    description,
    effect: 'read',
    lists: 'august',
    input: z.object({
        limit: z.number().int().min(1).max(MAX_LIMIT).optional(),
        cursor: z.string().optional(),
    }),
    run: ({ limit = DEFAULT_LIMIT, cursor }, context) => {
        const pages = choose(context);
        const start = cursor === undefined ? 0 : pages.findIndex(({ id }) => id === cursor);
        if (start === -1) {
            throw new ToolFailure('Invalid cursor');
        }
        const next = pages[start + limit]?.id;
        return {
            results: pages.slice(start, start + limit).map((page) => shownPage(context.workspace, page)),
            ...(next !== undefined && { next_cursor: next }),
            has_more: next !== undefined,
        };
    },
}));
function shownPage(workspace, page) {
    return {
        type: 'page',
        id: page.id,
        title: pageTitle(page),
        url: objectUrl(page.id),
        ...(page.icon !== null && { icon: iconText(workspace, page.icon) }),
    };
}
