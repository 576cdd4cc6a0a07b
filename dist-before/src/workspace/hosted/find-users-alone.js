import * as z from 'zod';
import { renderAnswer } from '../../content/answer/answer.js';
import { pluralize } from '../../content/answer/pluralize.js';
import { hostedUsers } from '../../content/hosted/hosted-users.js';
import { titleText } from '../../content/print/title-text.js';
import { UnexpectedResponseError } from '../../errors.js';
import { parseReference } from '../../notion/reference.js';
import { quote } from '../../text/quote.js';
import { say } from '../../text/words.js';
const PAGE_SIZE = 100;
/** `notion_find_users` through the hosted server alone. */
export async function findUsersAlone(input, { hosted, boundary }) {
    const { query } = z.object({ query: z.string() }).parse(input);
    const id = parseReference(query)?.id;
    const asked = id === undefined ? (query === '' ? {} : { query }) : { user_id: id };
    const { text } = await hosted.call('get-users', { ...asked, page_size: PAGE_SIZE });
    const found = hostedUsers(text);
    if (found === undefined) {
        throw new UnexpectedResponseError(say `Notion's hosted server answered with something that is no list of people.`, say `Call again with a part of a name.`);
    }
    const { users, hasMore } = found;
    const matching = query === '' ? '' : ` for ${quote(query)}`;
    return renderAnswer({
        summary: `${users.length === 0 ? 'No people or bots' : pluralize(users.length, 'person or bot', 'people and bots')}${matching} (through Notion's hosted server); ${hasMore ? 'there are more: pass a part of a name' : 'these are all'}.`,
        content: users
            .map((one) => `- ${titleText(one.name === '' ? 'Without a name' : one.name)}${one.email === '' ? '' : `, ${titleText(one.email)}`} (${titleText(one.type === '' ? 'person' : one.type)}, user://${titleText(one.id)})`)
            .join('\n'),
    }, boundary);
}
