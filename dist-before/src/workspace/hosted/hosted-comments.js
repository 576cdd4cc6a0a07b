import * as z from 'zod';
import { renderAnswer } from '../../content/answer/answer.js';
import { pluralize } from '../../content/answer/pluralize.js';
import { hostedDiscussions } from '../../content/hosted/hosted-discussions.js';
import { titleText } from '../../content/print/title-text.js';
import { InputError, ToolError } from '../../errors.js';
import { parseReference } from '../../notion/reference.js';
import { say } from '../../text/words.js';
import { LookupBudget } from '../lookup-budget.js';
import { lookUpNames } from '../names/look-up-names.js';
import { resultOrToolError } from '../tolerate.js';
import { hostedProblem } from './hosted-problem.js';
/** Characters of comments in one answer. */
const MAX_CHARACTERS = 15_000;
/** Characters of one comment. */
const MAX_COMMENT_CHARACTERS = 1000;
/** Requests for the names of who wrote resolved ones. */
const MAX_NAME_REQUESTS = 5;
/** Milliseconds that resolved comments may take beside the open ones. */
const BESIDE_TIMEOUT_MS = 10_000;
/** What the tool says where it has no other source. */
const WITHOUT_RESOLVED = "Resolved comments are not in Notion's API.";
const wantedSchema = z.object({ page: z.string(), cursor: z.string().optional() });
/** `notion_list_comments` through the hosted server alone: open and resolved ones, on the page and its blocks. */
export async function commentsAlone(input, { hosted, boundary }) {
    const id = parseReference(wantedSchema.parse(input).page)?.id;
    if (id === undefined) {
        throw new InputError('page', say `Through Notion's hosted server alone, pages are found by address or id only.`, say `Call notion_search with the title, and pass the address that it gives.`);
    }
    const found = await read(hosted, id);
    const { text, omitted } = print(found, () => undefined);
    return renderAnswer({
        summary: found.length === 0
            ? "No comments, resolved ones included (through Notion's hosted server)."
            : `${pluralize(found.length, 'discussion')}, resolved ones included (through Notion's hosted server).`,
        content: text,
        notes: [omitted > 0 ? `Not shown (size limit): ${pluralize(omitted, 'discussion')}.` : ''],
    }, boundary);
}
/** Adds the resolved ones to the first answer about the open ones, which the REST API gives. */
export async function commentsBeside(answer, input, { hosted, notion, boundary }) {
    const { page, cursor } = wantedSchema.parse(input);
    const id = parseReference(page)?.id;
    // Comments may hold the same sentence: only the one outside of the fence is ours.
    const at = answer.indexOf(WITHOUT_RESOLVED, answer.lastIndexOf(`${boundary}>>>`));
    if (cursor !== undefined || at === -1) {
        return answer;
    }
    const found = id === undefined ? undefined : await resultOrToolError(() => read(hosted, id, BESIDE_TIMEOUT_MS));
    const resolved = found === undefined || found instanceof ToolError
        ? found
        : found.filter(({ isResolved }) => isResolved !== false);
    const note = await resolvedNote(resolved, notion, boundary);
    return `${answer.slice(0, at)}${note}${answer.slice(at + WITHOUT_RESOLVED.length)}`;
}
async function resolvedNote(found, notion, boundary) {
    if (found === undefined) {
        return "Resolved comments: pass the page's address or id to have them too.";
    }
    if (found instanceof ToolError) {
        return `Resolved comments were not read: Notion's hosted server gave none (${hostedProblem(found)}).`;
    }
    const resolved = found.filter(({ isResolved }) => isResolved === true);
    const unsaid = found.length - resolved.length;
    if (resolved.length === 0) {
        return unsaid > 0
            ? `Notion's hosted server lists ${pluralize(unsaid, 'discussion')} without saying which are resolved.`
            : "No resolved comments (through Notion's hosted server).";
    }
    const authors = resolved.flatMap(({ comments }) => comments.flatMap(({ author }) => userIn(author) ?? []));
    const names = await lookUpNames(notion, { users: authors }, new LookupBudget(MAX_NAME_REQUESTS));
    const { text, omitted } = print(resolved, (id) => names.user(id));
    return renderAnswer({
        summary: `Resolved, through Notion's hosted server: ${pluralize(resolved.length, 'discussion')}.`,
        content: text,
        notes: [omitted > 0 ? `Not shown (size limit): ${pluralize(omitted, 'discussion')}.` : ''],
    }, boundary);
}
function userIn(author) {
    const reference = parseReference(author);
    return reference?.kind === 'user' ? reference.id : undefined;
}
async function read(hosted, id, timeoutMs) {
    const given = { page_id: id, include_resolved: true, include_all_blocks: true };
    const { text } = await hosted.call('get-comments', given, timeoutMs === undefined ? {} : { timeoutMs });
    return hostedDiscussions(text);
}
function print(discussions, nameOf) {
    let length = 0;
    const printed = discussions.map((discussion) => printOne(discussion, nameOf));
    const fitting = printed.filter((text, at) => {
        length += text.length + 1;
        return at === 0 || length <= MAX_CHARACTERS;
    });
    return { text: fitting.join('\n'), omitted: printed.length - fitting.length };
}
function printOne({ isResolved, on, comments }, nameOf) {
    const place = on === '' ? '' : ` on "${titleText(on)}"`;
    const heading = `- ${isResolved === true ? 'resolved' : 'discussion'}${place}`;
    const lines = comments.map(({ author, date, text }) => {
        const by = [titleText(nameOf(userIn(author) ?? '') ?? author), date]
            .filter((part) => part !== '')
            .join(', ');
        return `  - ${by === '' ? '' : `${by}: `}${titleText(text, MAX_COMMENT_CHARACTERS)}`;
    });
    return [heading, ...lines].join('\n');
}
