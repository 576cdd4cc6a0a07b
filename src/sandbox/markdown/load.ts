import { visibleDatabase, visiblePage } from '../access.js';
import { childrenOfBlock } from '../block-children.js';
import type { BlockRecord } from '../model/block.js';
import type { Workspace } from '../workspace.js';

/** Why a subtree is not in the answer. */
type Absence = 'not-loaded' | 'not-shared';

/** What the endpoint read before it printed: the blocks it may print, and those it left out. */
export interface LoadedBlocks {
  readonly loaded: ReadonlySet<string>;
  readonly absent: ReadonlyMap<string, Absence>;
}

/** Reads level by level until the workspace's record limit, so a long page loses its deepest and latest parts first. */
export function loadBlocks(workspace: Workspace, rootIds: readonly string[]): LoadedBlocks {
  const loaded = new Set<string>();
  const absent = new Map<string, Absence>();
  let level = rootIds;
  while (level.length > 0) {
    const next: string[] = [];
    for (const id of level) {
      const block = workspace.blocks.get(id);
      if (block === undefined || isHidden(workspace, block)) {
        absent.set(id, 'not-shared');
      } else if (loaded.size >= workspace.limits.markdownRecords) {
        absent.set(id, 'not-loaded');
      } else {
        loaded.add(id);
        next.push(...childrenOfBlock(workspace, block));
      }
    }
    level = next;
  }
  return { loaded, absent };
}

function isHidden(workspace: Workspace, block: BlockRecord): boolean {
  switch (block.content.type) {
    case 'child_page':
      return visiblePage(workspace, block.id) === undefined;
    case 'child_database':
      return visibleDatabase(workspace, block.id) === undefined;
    default:
      return false;
  }
}
