import { isInTrash, isUnderTrash } from '../../../../src/sandbox/trash.js';
import type { BlockRecord } from '../../../../src/sandbox/model/block.js';
import type { StoredValue } from '../../../../src/sandbox/model/property.js';
import { plainContent } from '../../../../src/sandbox/model/rich-text.js';
import type { Workspace } from '../../../../src/sandbox/workspace.js';
import type { Random } from '../../../harness/random.js';
import type { ToolAnswer } from '../../../harness/http/tool-call.js';
import type { Told } from '../told.js';
import type { OwnPlace, WrittenWorkspace } from '../workspace.js';

/** One thing that a call is to do, and how the workspace shows it. */
export interface Part {
  /** By which an answer tells it from the others of its call. */
  readonly title: string;
  /** How often it is there: more than once is a duplicate. */
  readonly times: () => number;
  /** Others of the same title are made, and what tells them apart is not asked for. */
  readonly isAmbiguous?: boolean;
}

/** One call that changes something. */
export interface Act {
  readonly kind: string;
  readonly tool: string;
  readonly input: object;
  readonly parts: readonly Part[];
  /** What an answer says of a part, where that is not told by its title. */
  readonly told?: (answer: ToolAnswer, at: number) => Told;
  /** How often its writer takes it back at once, so that places stay free and pages short. */
  readonly undoneAtOnce?: number;
  /** Notion cannot take it back. */
  readonly isFinal?: boolean;
  /** A dry run gives out the token that it needs. */
  readonly isConfirmed?: boolean;
}

/** What an act is made of; `mark` is a text that no other act has. */
export interface Stage {
  readonly written: WrittenWorkspace;
  readonly workspace: Workspace;
  readonly own: OwnPlace;
  readonly mark: string;
  readonly random: Random;
}

/** Undefined where there is nothing to do it with. */
export type MakeAct = (stage: Stage) => Act | undefined;

/** Pages outside of the trash that have exactly this text as their title or as a value. */
export function pagesHolding(workspace: Workspace, text: string): number {
  return [...workspace.pages.values()].filter(
    (page) =>
      [...page.values.values()].some((value) => textOf(value) === text) && !isInTrash(workspace, page),
  ).length;
}

function textOf(value: StoredValue): string | undefined {
  return value.type === 'title' || value.type === 'rich_text' ? plainContent(value.text) : undefined;
}

/** The blocks of a page that are not in the trash, with all that is nested in them. */
export function blocksOf(workspace: Workspace, ids: readonly string[]): readonly BlockRecord[] {
  return ids
    .filter((id) => !workspace.trash.has(id))
    .flatMap((id) => {
      const block = workspace.blocks.get(id);
      return block === undefined ? [] : [block, ...blocksOf(workspace, block.children)];
    });
}

export function blocksOfPage(workspace: Workspace, page: string): readonly BlockRecord[] {
  return blocksOf(workspace, workspace.pages.get(page)?.children ?? []);
}

export function blockText({ content }: BlockRecord): string {
  return 'text' in content ? plainContent(content.text) : '';
}

/** Whether something that lies in this database or on this page is there. */
export function isThere(workspace: Workspace, databaseId: string): boolean {
  const database = workspace.databases.get(databaseId);
  return (
    database !== undefined && !workspace.trash.has(databaseId) && !isUnderTrash(workspace, database.parent)
  );
}
