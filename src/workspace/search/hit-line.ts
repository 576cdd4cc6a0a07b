import { shortUrl } from '../../content/notion-id.js';
import { titleText } from '../../content/print/title-text.js';
import type { NotionSession } from '../../notion/session.js';
import type { LookupBudget } from '../lookup-budget.js';
import { pathsInOneRound, type ShownPath } from '../names/page-path.js';
import type { TitleHit } from './title-hits.js';

/** A hit, and the part of its text that is shown. */
interface ShownHit extends TitleHit {
  readonly passage?: string | undefined;
  /** Where else it was found. */
  readonly via?: string | undefined;
}

/** Hits as two lines of a list each, with their passage below. */
export async function hitLines(
  session: NotionSession,
  hits: readonly ShownHit[],
  lookups: LookupBudget,
): Promise<string[]> {
  const paths = await pathsInOneRound(
    session,
    hits.map(({ summary }) => summary.parent),
    lookups,
  );
  return hits.map((hit, index) => hitLine(hit, paths[index]));
}

function hitLine({ object, summary, passage, via }: ShownHit, path: ShownPath | undefined): string {
  const facts = [
    object.object === 'page' ? 'page' : 'database',
    ...(summary.state === undefined ? [] : [summary.state]),
    ...(path === undefined || path.text === '' ? [] : [`in ${path.text}`]),
    ...(path?.isUnknown === true ? ['path not looked up'] : []),
    `edited ${object.last_edited_time.slice(0, 10)}`,
    ...(via === undefined ? [] : [via]),
  ];
  const quoted = passage === undefined ? '' : `\n${passage.replaceAll(/^/gm, '  > ')}`;
  return `- ${titleText(summary.title)} (${facts.join(', ')})\n  ${shortUrl(object.url)}${quoted}`;
}
