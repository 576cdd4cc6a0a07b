import { minuteTime } from '../../times.js';
import type { Workspace } from '../../workspace.js';

/** Who writes and when: the caller's bot, in whole minutes. */
interface Stamp {
  readonly created: string;
  readonly edited: string;
  readonly createdBy: string;
  readonly editedBy: string;
}

/** Authorship of something new. */
export function newStamp(workspace: Workspace): Stamp {
  const now = minuteTime(workspace.clock());
  return { created: now, edited: now, createdBy: workspace.botId, editedBy: workspace.botId };
}

/** Authorship of a change. */
export function editStamp(workspace: Workspace): Pick<Stamp, 'edited' | 'editedBy'> {
  return { edited: minuteTime(workspace.clock()), editedBy: workspace.botId };
}

/** Enters that a page's values or content were changed just now. */
export function touchPage(workspace: Workspace, id: string): void {
  const page = workspace.pages.get(id);
  if (page !== undefined) {
    workspace.pages.set(id, { ...page, ...editStamp(workspace) });
  }
  const block = workspace.blocks.get(id);
  if (block !== undefined) {
    workspace.blocks.set(id, { ...block, ...editStamp(workspace) });
  }
}
