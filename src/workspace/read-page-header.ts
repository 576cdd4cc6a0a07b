import { counted } from '../content/counted.js';
import type { PageObjectResponse } from '@notionhq/client';
import { renderPageHeader } from '../content/page-header.js';
import { referencesInProperty } from '../content/collect-references.js';
import { shortUrl } from '../content/short-url.js';
import { pathText } from '../content/title-text.js';
import type { NotionSession } from '../notion/session.js';
import type { RequestAllowance } from './allowance.js';
import { rememberCard } from './cards.js';
import { completeValues } from './full-values.js';
import { lookUpNames, unnamedNote } from './names.js';
import { pathTo } from './path.js';

/** Title, address, place and properties of a page with names in place of ids, in at most `maximum` characters, and what is missing. */
export async function readPageHeader(
  session: NotionSession,
  page: PageObjectResponse,
  allowance: RequestAllowance,
  maximum: number,
): Promise<{ text: string; note: string }> {
  const card = rememberCard(session, page);
  const cut = await completeValues(session, [page], allowance);
  const references = Object.values(page.properties).map((value) => referencesInProperty(value));
  const [path, names] = await Promise.all([
    pathTo(session, card.parent, allowance),
    lookUpNames(
      session,
      { titles: references.flatMap(({ titles }) => titles), users: references.flatMap(({ users }) => users) },
      allowance,
    ),
  ]);
  const text = renderPageHeader(
    {
      title: card.title,
      url: shortUrl(page.url),
      path: pathText(path),
      lastEdited: page.last_edited_time,
      properties: page.properties,
    },
    names,
    maximum,
  );
  const lists = cut > 0 ? `Only the first 25 entries are shown in ${counted(cut, 'property list')}.` : '';
  return { text, note: [lists, unnamedNote(names.unnamed)].filter((note) => note !== '').join('\n') };
}
