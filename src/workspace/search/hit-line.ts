import { shortUrl } from '../../content/notion-id.js';
import { titleText } from '../../content/print/title-text.js';
import type { NotionSession } from '../../notion/session.js';
import type { LookupBudget } from '../lookup-budget.js';
import { pagePath } from '../names/page-path.js';
import type { TitleHit } from './title-hits.js';

/** A hit as two lines of a list, with its passage below. */
export async function hitLine(
  session: NotionSession,
  { object, summary }: TitleHit,
  passage: string | undefined,
  lookups: LookupBudget,
): Promise<string> {
  const path = await pagePath(session, summary.parent, lookups);
  const facts = [
    object.object === 'page' ? 'page' : 'database',
    ...(summary.state === undefined ? [] : [summary.state]),
    ...(path === '' ? [] : [`in ${path}`]),
    `edited ${object.last_edited_time.slice(0, 10)}`,
  ];
  const quoted = passage === undefined ? '' : `\n${passage.replaceAll(/^/gm, '  > ')}`;
  return `- ${titleText(summary.title)} (${facts.join(', ')})\n  ${shortUrl(object.url)}${quoted}`;
}
