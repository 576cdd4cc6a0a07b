import { ReconnectError, UnexpectedResponseError, ToolError } from '../../errors.js';
import { createConnection } from '../../notion/client/connection.js';
import { searchTitles } from '../../notion/endpoints/search.js';
import { retrieveSelf } from '../../notion/endpoints/users.js';
import { quote } from '../../text/quote.js';
import { fail, ok, warn, type Finding } from '../finding.js';

/** Milliseconds for one request to Notion, including retries. */
const REQUEST_TIMEOUT_MS = 8000;
/** Notion's maximum for one page of a list. */
const PAGE_SIZE = 100;

/** A token, and its name in findings. */
interface TokenToCheck {
  readonly token: string;
  /** Such as `NOTION_TOKEN`. */
  readonly name: string;
  /** Meaning and remedy of a refusal. */
  readonly refused: () => Finding;
}

/** Whether Notion accepts the token, and whether anything is shared with it. */
export async function checkToken(
  { token, name, refused }: TokenToCheck,
  apiUrl: string | undefined,
): Promise<readonly Finding[]> {
  const connection = createConnection({ token, apiUrl, deadlineMilliseconds: REQUEST_TIMEOUT_MS });
  const open = (): ReturnType<typeof connection.openSession> =>
    connection.openSession({ signal: new AbortController().signal });
  try {
    const self = await retrieveSelf(open());
    const workspace = self.type === 'bot' && 'workspace_name' in self.bot ? self.bot.workspace_name : null;
    const accepted = ok(
      'token',
      `Notion accepts ${name}: connection ${quote(self.name ?? 'without a name')}${workspace ? ` in ${quote(workspace)}` : ''}.`,
    );
    const { items, nextCursor } = await searchTitles(open(), { query: '', pageSize: PAGE_SIZE });
    return [accepted, shared(items.length, nextCursor !== undefined, self.name, name)];
  } catch (error) {
    if (error instanceof ReconnectError) {
      return [refused()];
    }
    if (error instanceof UnexpectedResponseError) {
      // Its message quotes Notion, which may quote anything.
      const advice = 'Run doctor again in a minute; if this persists, report it.';
      return [warn('token', `${name} could not be checked: Notion gave an unexpected answer.`, advice)];
    }
    if (error instanceof ToolError) {
      return [warn('token', `${name} could not be checked: ${error.message}`, error.advice)];
    }
    throw error;
  }
}

function shared(count: number, isMore: boolean, connection: string | null, name: string): Finding {
  if (count === 0) {
    return warn(
      'shared',
      `Nothing is shared with ${name}, so every search returns nothing.`,
      `In Notion, open a page, choose ••• → Connections and add ${quote(connection ?? 'the connection')}; pages below it are included. What was shared in the last few minutes may not appear yet.`,
    );
  }
  const things = count === 1 ? 'page or database' : 'pages and databases';
  return ok('shared', `${isMore ? `${count} and more` : count} ${things} can be read with ${name}.`);
}

/** `NOTION_TOKEN` is refused. */
export function givenTokenRefused(): Finding {
  return fail(
    'token',
    'Notion does not accept NOTION_TOKEN.',
    'Create a token at https://www.notion.so/developers/tokens, or copy that of your connection again at https://www.notion.so/profile/integrations, and set NOTION_TOKEN to it (ntn_…).',
  );
}
