import { pluralize } from '../../../content/answer/pluralize.js';
import { joinReferences, referencesInProperty } from '../../../content/collect-references.js';
import type { Names } from '../../../content/names.js';
import { titleText } from '../../../content/print/title-text.js';
import { renderPropertyValue } from '../../../content/properties/property-value.js';
import type { NotionSession } from '../../../notion/session.js';
import type { LookupBudget } from '../../lookup-budget.js';
import { lookUpNames } from '../../names/look-up-names.js';
import { countAll } from '../additions/first-words.js';
import { asStored } from '../pages/change-lines.js';
import type { NewPage } from './make-page.js';
import type { NewContent } from './new-content.js';
import { fieldText } from '../pages/page-fields.js';

/** Characters of one value. */
const MAX_SHOWN_CHARACTERS = 300;

/** The names in the values of new pages. */
export function namesInNewPages(
  session: NotionSession,
  pages: readonly NewPage[],
  lookups: LookupBudget,
): Promise<Names> {
  const references = pages.flatMap(({ values }) =>
    Object.values(values.properties).map((payload) => referencesInProperty(asStored(payload))),
  );
  return lookUpNames(session, joinReferences(references), lookups);
}

/** A new page for a reader: its title, its address once there is one, and its values. */
export function newPageLines(
  { title, titleProperty, values, content }: NewPage,
  url: string | undefined,
  names: Names,
  /** Blocks that are there, where that is not all. */
  partial?: number,
): string {
  const properties = Object.entries(values.properties).flatMap(([name, payload]) => {
    const text = renderPropertyValue(asStored(payload), names, {
      longest: MAX_SHOWN_CHARACTERS,
      longestList: MAX_SHOWN_CHARACTERS,
    });
    return name === titleProperty || text === '' ? [] : [`${name}: ${text.replaceAll('\n', ' ')}`];
  });
  const { icon, cover } = values.fields;
  // Neither is given where the page is to have none.
  const fields = Object.entries({ Icon: fieldText(icon), Cover: fieldText(cover) }).filter(
    ([, text]) => text !== '',
  );
  return [
    [titleText(title), url].filter((part) => part !== undefined).join(' '),
    ...properties,
    ...fields.map(([name, text]) => `${name}: ${text}`),
    ...contentLines(content, partial),
  ].join('\n');
}

function contentLines(content: NewContent, partial: number | undefined): string[] {
  if (content.kind === 'markdown') {
    return content.markdown === '' ? [] : [`Content: ${pluralize(content.markdown.length, 'character')}`];
  }
  const all = pluralize(countAll(content.blocks), 'block');
  return content.blocks.length === 0
    ? []
    : [partial === undefined ? `Content: ${all}` : `Content: only ${partial} of ${all}`];
}
