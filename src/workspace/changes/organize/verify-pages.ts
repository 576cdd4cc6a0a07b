import { ToolError } from '../../../errors.js';
import { systemClock, type Clock } from '../../../clock.js';
import { retrieveCurrentPage } from '../../../notion/endpoints/pages.js';
import type { NotionSession } from '../../../notion/session.js';
import type { MadePage } from '../new-pages/find-made-page.js';
import type { StepResult } from '../run-change.js';
import type { PlannedPage } from './planned-page.js';

/** Looks at a page that does not show its change: a restore is seen some seconds after Notion has answered. */
const MAX_LOOKS = 3;
const BETWEEN_LOOKS_MS = 1500;

/** The pages that Notion says it has changed and that do not show it. */
export async function unchangedPages(
  session: NotionSession,
  targets: readonly PlannedPage[],
  results: readonly StepResult<MadePage>[],
  clock: Pick<Clock, 'sleep'> = systemClock,
): Promise<readonly PlannedPage[]> {
  const saved = targets.flatMap((target, at) => {
    const result = results[at];
    return result?.kind === 'saved' ? [{ target, page: result.saved.result.page }] : [];
  });
  // An answer to a restore is no proof of it.
  let open = saved.flatMap(({ target, page }) =>
    target.mustBeRead || page === undefined || !target.isDone(page) ? [target] : [],
  );
  for (let look = 0; open.length > 0 && look < MAX_LOOKS; look += 1) {
    if (look > 0) {
      await clock.sleep(BETWEEN_LOOKS_MS, session.signal);
    }
    const isDone = await Promise.all(open.map((target) => shows(session, target)));
    open = open.filter((_target, at) => isDone[at] !== true);
  }
  return open;
}

/** What cannot be read is not known to be wrong. */
async function shows(session: NotionSession, { page, isDone }: PlannedPage): Promise<boolean> {
  try {
    return isDone(await retrieveCurrentPage(session, page.id));
  } catch (error) {
    if (error instanceof ToolError) {
      return true;
    }
    throw error;
  }
}
