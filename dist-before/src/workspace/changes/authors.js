import { InputError, ToolError } from '../../errors.js';
import { retrieveSelf, userCache } from '../../notion/endpoints/users.js';
import { field, textField } from '../../text/json.js';
import { say } from '../../text/words.js';
/** Nobody where the connection may not read users. */
export async function readAuthors(session) {
    try {
        const self = await session.cached(userCache, 'me', (reader) => retrieveSelf(reader));
        return { bot: self.id, person: textField(field(field(field(self, 'bot'), 'owner'), 'user'), 'id') };
    }
    catch (error) {
        if (error instanceof ToolError) {
            return { bot: undefined, person: undefined };
        }
        throw error;
    }
}
/** All ids that are known. */
export function authorIds({ bot, person }) {
    return new Set([bot, person].filter((id) => id !== undefined));
}
/** Who `me` is. An internal connection acts for nobody. */
export async function readMe(session, argument) {
    const { person } = await readAuthors(session);
    if (person === undefined) {
        throw new InputError(argument, say `"me" is nobody here: this connection acts for no person.`, say `Pass the person's name, e-mail address or user id.`);
    }
    return person;
}
