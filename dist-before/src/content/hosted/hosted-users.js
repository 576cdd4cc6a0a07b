import * as z from 'zod';
import { hostedJson } from './hosted-json.js';
/** Members that are read of one answer. */
const MAX_USERS = 200;
const MAX_NAME_CHARACTERS = 200;
const short = z
    .string()
    .transform((text) => text.slice(0, MAX_NAME_CHARACTERS))
    .catch('');
const user = z.object({ id: short, name: short, email: short, type: short });
const answer = z.object({
    results: z.array(z.unknown()),
    has_more: z.boolean().optional().catch(undefined),
});
/** The people of an answer of `get-users`; undefined for an answer of another form. */
export function hostedUsers(text) {
    const parsed = answer.safeParse(hostedJson(text));
    if (!parsed.success) {
        return undefined;
    }
    const { results, has_more: hasMore } = parsed.data;
    const users = results.slice(0, MAX_USERS).flatMap((one) => {
        const { data } = user.safeParse(one);
        return data === undefined || (data.id === '' && data.name === '') ? [] : [data];
    });
    return { users, hasMore: hasMore === true };
}
