import { COMPLETE, joinEnds, pagesOf } from '../../notion/endpoints/list-page.js';
import { listUsers } from '../../notion/endpoints/users.js';
import { say } from '../../text/words.js';
import { canResumeLater } from '../tolerate.js';
/** Pages of 100 members read to find people; a larger workspace is not read to its end. */
const MAX_MEMBER_PAGES = 30;
/**
 * Reads the list of members, which has no search of its own. Where Notion refuses to go on, those read so far have to do;
 * they are cached, so that the next call gets further.
 */
export async function readMembers(session) {
    const members = new Map();
    let end = COMPLETE;
    let pages = 0;
    try {
        for await (const page of pagesOf((cursor) => listUsers(session, cursor))) {
            end = joinEnds(end, page);
            for (const member of page.items) {
                members.set(member.id, member);
            }
            pages += 1;
            if (pages >= MAX_MEMBER_PAGES) {
                break;
            }
        }
    }
    catch (error) {
        if (pages === 0 || !canResumeLater(error)) {
            throw error;
        }
    }
    return { members: [...members.values()], end };
}
/** Members as the end of their list is worded. */
export const MEMBERS = {
    one: say `member`,
    several: say `members`,
    narrow: say `pass the person's id.`,
};
/** A person's e-mail address, if the connection may see it. */
export function emailOf(member) {
    return member.type === 'person' ? member.person.email : undefined;
}
