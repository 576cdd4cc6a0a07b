import { AccessError, InputError } from '../../errors.js';
import { isFullUser } from '../../notion/endpoints/full-objects.js';
import { retrieveSelf, retrieveUser, userCache } from '../../notion/endpoints/users.js';
import { say } from '../../text/words.js';
/** Whether a text means whom the connection acts for. */
export function isMe(text) {
    return /^@?me$/i.test(text.trim());
}
/**
 * `me` as Notion's filters take it: the person that the connection acts for. An internal connection acts for none, and
 * Notion answers its filters by `me` with no rows, or with all of them when negated.
 */
export async function findMe(session, argument) {
    const self = await readSelf(session);
    if (ownerOf(self)?.type === 'workspace') {
        throw nobody(argument);
    }
    return 'me';
}
/** The person that the connection acts for, with what Notion tells of them. */
export async function readMe(session, argument) {
    const self = await session.cached(userCache, 'me', (reader) => retrieveSelf(reader));
    const owner = ownerOf(self);
    if (owner?.type !== 'user') {
        throw nobody(argument);
    }
    return isFullUser(owner.user) ? owner.user : retrieveUser(session, owner.user.id);
}
function ownerOf(self) {
    return self?.type === 'bot' && 'owner' in self.bot ? self.bot.owner : undefined;
}
function nobody(argument) {
    return new InputError(argument, say `${'me'} is nobody here: this is an internal connection, which acts for no person.`, say `Pass the person's name, e-mail address or user id.`);
}
/** Undefined where the connection may not read users, for then Notion alone knows. */
async function readSelf(session) {
    try {
        return await session.cached(userCache, 'me', (reader) => retrieveSelf(reader));
    }
    catch (error) {
        if (error instanceof AccessError) {
            return undefined;
        }
        throw error;
    }
}
