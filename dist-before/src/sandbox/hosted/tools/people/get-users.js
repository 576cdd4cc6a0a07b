import * as z from 'zod';
import { hostedTool, ToolFailure } from '../tool.js';
const MAX_PAGE_SIZE = 100;
/** `notion-get-users`. */
export const getUsers = hostedTool({
    name: 'get-users',
    title: 'Get users',
    description: 'Lists the people and bots of the workspace. Give user_id "self" for the person who is signed in, or query to filter by name or e-mail address.',
    effect: 'read',
    lists: 'both',
    input: z.object({
        query: z.string().optional().describe('Part of a name or e-mail address.'),
        user_id: z.string().optional().describe('One user only; "self" is the person who is signed in.'),
        start_cursor: z.string().optional(),
        page_size: z.number().int().min(1).max(MAX_PAGE_SIZE).optional(),
    }),
    run: (input, { workspace, account }) => {
        const users = [...workspace.users.values()].filter(({ guest }) => guest !== true);
        if (input.user_id !== undefined) {
            const id = input.user_id === 'self' ? account.user.id : input.user_id;
            const user = users.find((each) => each.id === id);
            if (user === undefined) {
                throw new ToolFailure(`Could not find user with ID: ${id}.`);
            }
            return { results: [shownUser(user)], has_more: false };
        }
        const wanted = (input.query ?? '').toLowerCase();
        const found = users.filter(({ name, email }) => `${name}\n${email ?? ''}`.toLowerCase().includes(wanted));
        const start = input.start_cursor === undefined ? 0 : found.findIndex(({ id }) => id === input.start_cursor);
        if (start === -1) {
            throw new ToolFailure(`The start_cursor provided is invalid: ${input.start_cursor}`);
        }
        const end = start + (input.page_size ?? MAX_PAGE_SIZE);
        const next = found[end]?.id;
        return {
            results: found.slice(start, end).map(shownUser),
            has_more: next !== undefined,
            ...(next !== undefined && { next_cursor: next }),
        };
    },
});
/** A user as the tools show it. */
function shownUser({ id, name, email, bot }) {
    return { type: bot ? 'bot' : 'person', id, name, ...(email !== null && { email }) };
}
