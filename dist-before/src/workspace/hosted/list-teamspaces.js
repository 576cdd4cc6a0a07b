import { renderAnswer } from '../../content/answer/answer.js';
import { pluralize } from '../../content/answer/pluralize.js';
import { hostedTeams } from '../../content/hosted/hosted-teams.js';
import { titleText } from '../../content/print/title-text.js';
import { UnexpectedResponseError } from '../../errors.js';
import { quote } from '../../text/quote.js';
import { say } from '../../text/words.js';
/** The teamspaces of the workspace. */
export async function listTeamspaces(hosted, query, boundary) {
    const { text } = await hosted.call('get-teams', query === '' ? {} : { query });
    const found = hostedTeams(text);
    if (found === undefined) {
        throw new UnexpectedResponseError(say `Notion's hosted server answered with something that is no list of teamspaces.`, say `Look at the teamspaces in Notion.`);
    }
    const { joined, others, hasMore } = found;
    const line = ({ name, role, id }) => `- ${titleText(name === '' ? 'Without a name' : name)} (${role === '' ? '' : `${titleText(role)}, `}id ${titleText(id)})`;
    const matching = query === '' ? '' : ` matching ${quote(query)}`;
    return renderAnswer({
        summary: `${pluralize(joined.length + others.length, 'teamspace')}${matching}; ${hasMore ? 'there are more: pass a part of a name' : 'these are all that this person can see'}.`,
        content: [
            ...(joined.length === 0 ? [] : ['Joined:', ...joined.map(line)]),
            ...(others.length === 0 ? [] : ['Not joined:', ...others.map(line)]),
        ].join('\n'),
    }, boundary);
}
