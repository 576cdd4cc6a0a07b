import type { MovePageParameters, PageObjectResponse } from '@notionhq/client';
import { movePage as moveRequest } from '../../../notion/endpoints/page-writes.js';
import { parentOf, type ParentRef } from '../../../notion/parent-of.js';
import type { WritingSession } from '../../../notion/session.js';
import type { MadePage } from '../new-pages/find-made-page.js';
import type { ChangeStep } from '../run-change.js';
import { stepOnPage } from './page-state.js';

/** Where Notion moves a page to: below a page or into a data source. */
export type MoveTarget = ParentRef & { readonly kind: 'page' | 'data_source' };

/** Undefined for a place to which Notion moves nothing: the top of the workspace, and blocks. */
export function moveTargetOf(parent: ParentRef | undefined): MoveTarget | undefined {
  const { kind, id } = parent ?? {};
  return id !== undefined && (kind === 'page' || kind === 'data_source') ? { kind, id } : undefined;
}

/** Whether the page lies there. */
export function liesIn(page: PageObjectResponse, { id }: Pick<ParentRef, 'id'>): boolean {
  return parentOf(page.parent)?.id === id;
}

/** The request that moves a page. `dropped`: columns whose values the new place has no room for. */
export function movePage(
  session: WritingSession,
  page: PageObjectResponse,
  to: MoveTarget,
  dropped: readonly string[],
): ChangeStep<MadePage> {
  const from = parentOf(page.parent);
  const parent: MovePageParameters['parent'] =
    to.kind === 'page' ? { page_id: to.id } : { data_source_id: to.id };
  return stepOnPage(session, page, {
    ...moveRequest(page.id, parent),
    planned: { action: 'move', before: { parent: from ?? null, dropped }, after: { parent: to } },
    isSaved: (now) => liesIn(now, to),
    isUntouched: (now) => parentOf(now.parent)?.id === from?.id,
  });
}
