import * as z from 'zod';
import { renderAnswer } from '../src/content/answer/answer.js';
import { pluralize } from '../src/content/answer/pluralize.js';
import { titleText } from '../src/content/print/title-text.js';
import { retrieveUser } from '../src/notion/endpoints/users.js';
import { parseReferences, severalReferences } from '../src/notion/reference.js';
import { InputError, isNotShared } from '../src/errors.js';
import { foldText } from '../src/text/match-text.js';
import { searchForm, searchWords } from '../src/text/search-words.js';
import { didYouMean } from '../src/text/suggest.js';
import { quote } from '../src/text/quote.js';
import { say } from '../src/text/words.js';
import { defineTool, readOnly } from '../src/tool.js';
import { endNotes, endOf, isComplete } from '../src/workspace/list-end.js';
import { isMe, readMe } from '../src/workspace/names/find-me.js';
import { emailOf, MEMBERS, readMembers } from '../src/workspace/names/members.js';
/** Members in one answer, some 4,000 tokens; more are found by a part of their name. */
const MAX_MEMBERS = 100;
export default defineTool({
    name: 'notion_find_users',
    title: 'Find people in Notion',
    description: 'Members and bots by part of a name or e-mail address, with e-mail and id.',
    input: z.object({
        query: z.string().trim().max(200).default('').describe('Name, e-mail or id; empty lists all'),
    }),
    annotations: readOnly,
    async run({ query: given }, { notion, boundary }) {
        const references = parseReferences(given);
        const [only, ...others] = references;
        if (others.length > 0) {
            throw severalReferences(references, 'query', say `person`);
        }
        if (only !== undefined) {
            // Guests and former members too: no list has them.
            const user = await readPerson(notion, only.id);
            return renderAnswer({ summary: `The ${user.type} with this id.`, content: describe(user) }, boundary);
        }
        const query = addressIn(given) ?? given.replace(/^@\s*/, '');
        if (isMe(query)) {
            return renderAnswer({ summary: 'Whom this connection acts for.', content: describe(await readMe(notion, 'query')) }, boundary);
        }
        const { members, end } = await readMembers(notion);
        const { words } = searchWords(query);
        const found = words.length === 0 && query !== '' ? [] : members.filter((member) => holds(member, words));
        const ranked = found.toSorted((left, right) => rank(left, query) - rank(right, query));
        const shown = ranked.slice(0, MAX_MEMBERS);
        const hidden = shown.filter((member) => member.type === 'person' && emailOf(member) === undefined).length;
        const names = members.map((member) => member.name ?? '').filter((name) => name !== '');
        return renderAnswer({
            summary: `${summarise(query, found.length, shown.length, members.length, end)}${found.length === 0 ? ` ${didYouMean(query, names)}`.trimEnd() : ''}`,
            content: shown.map((member) => describe(member)).join('\n'),
            notes: [
                hidden > 0
                    ? `E-mail addresses that this connection may not see: ${pluralize(hidden, 'person', 'people')}.`
                    : '',
                ...endNotes(end, MEMBERS),
                'Notion does not list guests.',
            ],
        }, boundary);
    },
});
async function readPerson(notion, id) {
    try {
        return await retrieveUser(notion, id);
    }
    catch (error) {
        if (!isNotShared(error)) {
            throw error;
        }
        throw new InputError('query', say `Notion knows no person or bot with this id in this workspace.`, say `Pass a name or an e-mail address, or omit query to list all.`, { cause: error });
    }
}
/** `mailto:ann@example.com` and `Ann Bell <ann@example.com>` → the address. */
function addressIn(text) {
    return /(?:^mailto:|<(?:mailto:)?)([^\s<>@?]{1,100}@[^\s<>@?]{1,100})(?:\?\S*)?>?$/i.exec(text)?.[1];
}
function holds(member, words) {
    const text = searchForm(`${member.name ?? ''} ${emailOf(member) ?? ''}`);
    return words.every((word) => text.includes(word));
}
/** The very name or address first, people before bots. */
function rank(member, query) {
    const wanted = foldText(query);
    const exact = [member.name, emailOf(member)].some((name) => foldText(name ?? '') === wanted);
    return (wanted !== '' && exact ? 0 : 2) + (member.type === 'person' ? 0 : 1);
}
function describe(member) {
    const email = emailOf(member);
    const name = member.name ?? '';
    return `- ${titleText(name === '' ? 'Without a name' : name)}${email === undefined ? '' : `, ${titleText(email)}`} (${member.type}, user://${member.id})`;
}
function summarise(query, found, shown, read, end) {
    const matching = query === '' ? '' : ` matching ${quote(query)}`;
    const among = isComplete(end) ? '' : ` among the ${read} that were read; ${endOf(end)}`;
    if (found === 0) {
        return `No member${matching}${among}.`;
    }
    const omitted = found === shown ? '' : `; ${found - shown} omitted, use part of the name`;
    return `${pluralize(found, 'member')}${matching}${omitted}${among || (omitted === '' ? '; that is all' : '')}.`;
}
