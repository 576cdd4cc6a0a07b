import { blockUrl, pageUrl } from '../../content/notion-id.js';
import { undashed } from '../../notion/reference.js';
import type { PlannedStep } from './change-journal.js';
import type { MadeStep } from './run-change.js';

/** What a program needs of a change: its id, and what it has made and changed. */
export interface ChangeData {
  readonly change: string;
  readonly objects: readonly ChangedObject[];
}

interface ChangedObject {
  /** `create`, `set`, `append`, …: as in the journal. */
  readonly action: PlannedStep['action'];
  /** Dashed. */
  readonly id: string;
  /** Where that has an address of its own. */
  readonly url?: string;
}

/** The ids of pages and databases that have an address. */
const WITH_ADDRESS: ReadonlySet<PlannedStep['action']> = new Set([
  'create',
  'set',
  'move',
  'attach',
  'create_database',
  'rename_database',
]);

export function changeData(change: string, made: readonly MadeStep[]): ChangeData {
  return {
    change,
    objects: made.flatMap(({ planned, ids }) =>
      ids.map((id) => {
        const url = urlOf(planned, id);
        return { action: planned.action, id, ...(url === undefined ? {} : { url }) };
      }),
    ),
  };
}

function urlOf({ action, target }: PlannedStep, id: string): string | undefined {
  if (WITH_ADDRESS.has(action)) {
    return pageUrl(id);
  }
  if (action === 'append') {
    return blockUrl(target, id);
  }
  return action === 'create_view' ? `${pageUrl(target)}?v=${undashed(id)}` : undefined;
}
