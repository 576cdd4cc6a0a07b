import * as z from 'zod';
import { renderAnswer } from '../../content/answer/answer.js';
import { withinFence } from '../../content/answer/fence.js';
import { pluralize } from '../../content/answer/pluralize.js';
import { hostedDiscussions, type HostedDiscussion } from '../../content/hosted/hosted-discussions.js';
import { titleText } from '../../content/print/title-text.js';
import { InputError, ToolError } from '../../errors.js';
import type { HostedSession } from '../../notion/hosted-session.js';
import type { NotionSession } from '../../notion/session.js';
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

interface Context {
  readonly hosted: HostedSession;
  /** Names the people who wrote them; nothing can be asked of it where the hosted server is alone. */
  readonly notion: NotionSession;
  readonly boundary: string;
}

/** `notion_list_comments` through the hosted server alone: open and resolved ones, on the page and its blocks. */
export async function commentsAlone(input: unknown, { hosted, boundary }: Context): Promise<string> {
  const id = parseReference(wantedSchema.parse(input).page)?.id;
  if (id === undefined) {
    throw new InputError(
      'page',
      say`Through Notion's hosted server alone, pages are found by address or id only.`,
      say`Call notion_search with the title, and pass the address that it gives.`,
    );
  }
  const found = await read(hosted, id);
  const { text, omitted } = print(found, () => undefined);
  return renderAnswer(
    {
      summary:
        found.length === 0
          ? "No comments, resolved ones included (through Notion's hosted server)."
          : `${pluralize(found.length, 'discussion')}, resolved ones included (through Notion's hosted server).`,
      content: text,
      notes: [omitted > 0 ? `Not shown (size limit): ${pluralize(omitted, 'discussion')}.` : ''],
    },
    boundary,
  );
}

/** Adds the resolved ones to the first answer about the open ones, which the REST API gives. */
export async function commentsBeside(
  answer: string,
  input: unknown,
  { hosted, notion, boundary }: Context,
): Promise<string> {
  const { page, cursor } = wantedSchema.parse(input);
  const id = parseReference(page)?.id;
  // Comments may hold the same sentence: only the one outside of the fence is ours.
  const at = answer.indexOf(WITHOUT_RESOLVED, answer.lastIndexOf(`${boundary}>>>`));
  if (cursor !== undefined || at === -1) {
    return answer;
  }
  const found =
    id === undefined ? undefined : await resultOrToolError(() => read(hosted, id, BESIDE_TIMEOUT_MS));
  const resolved =
    found === undefined || found instanceof ToolError
      ? found
      : found.filter(({ isResolved }) => isResolved !== false);
  const { content, note } = await resolvedPart(resolved, notion);
  const end = answer.lastIndexOf(`\n${boundary}>>>`);
  const rest = answer.slice(at + WITHOUT_RESOLVED.length);
  if (content === '') {
    return `${answer.slice(0, at)}${note}${rest}`;
  }
  if (end === -1) {
    return `${answer.slice(0, at)}${renderAnswer({ summary: note, content }, boundary)}${rest}`;
  }
  // An answer has one fence.
  const fenced = withinFence(`Resolved:\n${content}`, boundary);
  return `${answer.slice(0, end)}\n\n${fenced}${answer.slice(end, at)}${note}${rest}`;
}

async function resolvedPart(
  found: readonly HostedDiscussion[] | ToolError | undefined,
  notion: NotionSession,
): Promise<{ readonly content: string; readonly note: string }> {
  if (found === undefined) {
    return { content: '', note: "Resolved comments: pass the page's address or id to have them too." };
  }
  if (found instanceof ToolError) {
    const note = `Resolved comments were not read: Notion's hosted server gave none (${hostedProblem(found)}).`;
    return { content: '', note };
  }
  const resolved = found.filter(({ isResolved }) => isResolved === true);
  const unsaid = found.length - resolved.length;
  if (resolved.length === 0) {
    const note =
      unsaid > 0
        ? `Notion's hosted server lists ${pluralize(unsaid, 'discussion')} without saying which are resolved.`
        : "No resolved comments (through Notion's hosted server).";
    return { content: '', note };
  }
  const authors = resolved.flatMap(({ comments }) => comments.flatMap(({ author }) => userIn(author) ?? []));
  const names = await lookUpNames(notion, { users: authors }, new LookupBudget(MAX_NAME_REQUESTS));
  const { text, omitted } = print(resolved, (id) => names.user(id));
  const left = omitted > 0 ? ` Not shown (size limit): ${pluralize(omitted, 'discussion')}.` : '';
  return {
    content: text,
    note: `Resolved, through Notion's hosted server: ${pluralize(resolved.length, 'discussion')}.${left}`,
  };
}

function userIn(author: string): string | undefined {
  const reference = parseReference(author);
  return reference?.kind === 'user' ? reference.id : undefined;
}

async function read(
  hosted: HostedSession,
  id: string,
  timeoutMs?: number,
): Promise<readonly HostedDiscussion[]> {
  const given = { page_id: id, include_resolved: true, include_all_blocks: true };
  const { text } = await hosted.call('get-comments', given, timeoutMs === undefined ? {} : { timeoutMs });
  return hostedDiscussions(text);
}

function print(
  discussions: readonly HostedDiscussion[],
  nameOf: (id: string) => string | undefined,
): {
  readonly text: string;
  readonly omitted: number;
} {
  let length = 0;
  const printed = discussions.map((discussion) => printOne(discussion, nameOf));
  const fitting = printed.filter((text, at) => {
    length += text.length + 1;
    return at === 0 || length <= MAX_CHARACTERS;
  });
  return { text: fitting.join('\n'), omitted: printed.length - fitting.length };
}

function printOne(
  { isResolved, on, comments }: HostedDiscussion,
  nameOf: (id: string) => string | undefined,
): string {
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
