import { plainContent } from '../../../../src/sandbox/model/rich-text.js';
import { titlePropertyId } from '../../../../src/sandbox/titles.js';
import type { PageRecord } from '../../../../src/sandbox/workspace.js';
import { oneOf } from '../../../harness/random.js';
import { pagesHolding, type MakeAct } from './act.js';

export const movePage: MakeAct = ({ workspace, own, random }) => {
  const free = own.leaves.filter((id) => !workspace.trash.has(id));
  const leaf = free.length === 0 ? undefined : oneOf(random, free);
  const page = workspace.pages.get(leaf ?? '');
  if (leaf === undefined || page?.parent.kind !== 'page') {
    return undefined;
  }
  const to = page.parent.id === own.home ? own.attic : own.home;
  return {
    kind: 'move',
    tool: 'notion_organize_pages',
    input: { pages: [leaf], action: 'move', to },
    parts: [
      {
        title: titleOf(page),
        times: () => {
          const parent = workspace.pages.get(leaf)?.parent;
          return Number(parent?.kind === 'page' && parent.id === to);
        },
      },
    ],
  };
};

/** Trash or lock or archive, or the opposite of what the page is. */
export const changeState: MakeAct = ({ workspace, own, random }) => {
  const leaf = oneOf(random, own.leaves);
  const page = workspace.pages.get(leaf);
  if (page === undefined) {
    return undefined;
  }
  const isTrashed = workspace.trash.has(leaf);
  const action = isTrashed
    ? 'restore'
    : page.archived === true
      ? 'unarchive'
      : oneOf(random, ['trash', page.locked ? 'unlock' : 'lock', 'archive'] as const);
  const shows = {
    trash: () => workspace.trash.has(leaf),
    restore: () => !workspace.trash.has(leaf),
    lock: () => workspace.pages.get(leaf)?.locked === true,
    unlock: () => workspace.pages.get(leaf)?.locked === false,
    archive: () => workspace.pages.get(leaf)?.archived === true,
    unarchive: () => workspace.pages.get(leaf)?.archived !== true,
  };
  return {
    kind: action,
    tool: 'notion_organize_pages',
    input: { pages: [leaf], action },
    parts: [{ title: titleOf(page), times: () => Number(shows[action]()) }],
    // In the trash or archived, a page is out of reach for the other acts.
    undoneAtOnce: action === 'trash' || action === 'archive' ? 0.5 : 0.1,
  };
};

export const duplicate: MakeAct = ({ workspace, own, random }) => {
  const free = own.leaves.filter(
    (id) => !workspace.trash.has(id) && workspace.pages.get(id)?.archived !== true,
  );
  const page = workspace.pages.get(free.length === 0 ? '' : oneOf(random, free));
  if (page === undefined) {
    return undefined;
  }
  const title = titleOf(page);
  const copies = pagesHolding(workspace, `${title} (copy)`);
  return {
    kind: 'duplicate',
    tool: 'notion_organize_pages',
    input: { pages: [page.id], action: 'duplicate' },
    parts: [{ title, times: () => pagesHolding(workspace, `${title} (copy)`) - copies, isAmbiguous: true }],
    undoneAtOnce: 0.5,
  };
};

function titleOf(page: PageRecord): string {
  const value = page.values.get(titlePropertyId);
  return value?.type === 'title' ? plainContent(value.text) : '';
}
