import { stableId } from '../ids.js';
import type { BlockDraft, BlockRecord } from '../model/block.js';
import type { FileSource, Icon } from '../model/file.js';
import { minuteTime } from '../times.js';
import { titlePropertyId } from '../titles.js';
import type { PageRecord, Parent, UserRecord, Workspace } from '../workspace.js';
import { rich } from './text.js';
import type { TextInput } from './text.js';

/** The name and clock of a new workspace. */
export interface WorkspaceOptions {
  readonly name?: string;
  /** The present; the real time if not given. */
  readonly now?: Date | undefined;
}

/** Notion's full ceilings. */
const defaultLimits = {
  markdownRecords: 20_000,
  queryRows: 10_000,
  references: 25,
  newBlocks: Infinity,
  taskDelay: 0,
};

/** A workspace with one person, who authorized the connection, and the connection's bot. */
export function createWorkspace(options: WorkspaceOptions = {}): Workspace {
  const name = options.name ?? 'Test workspace';
  const fixed = options.now;
  const owner: UserRecord = {
    id: stableId(`${name}/owner`),
    name: 'Ada Quill',
    email: 'ada.quill@example.com',
    bot: false,
  };
  const bot: UserRecord = { id: stableId(`${name}/bot`), name: 'Sandbox connection', email: null, bot: true };
  let count = 0;
  return {
    id: stableId(`${name}/workspace`),
    name,
    clock: () => fixed ?? new Date(),
    botId: bot.id,
    ownerId: owner.id,
    users: new Map([owner, bot].map((user) => [user.id, user])),
    pages: new Map(),
    databases: new Map(),
    dataSources: new Map(),
    views: new Map(),
    blocks: new Map(),
    comments: [],
    resolvedDiscussions: new Set(),
    customEmojis: [],
    files: new Map(),
    uploads: new Map(),
    tasks: new Map(),
    pending: [],
    templates: new Map(),
    fileOrigin: '',
    fileExpiries: 0,
    trash: new Set(),
    removed: new Set(),
    limits: { ...defaultLimits },
    nextId: () => {
      count += 1;
      return stableId(`${name}/${count}`);
    },
  };
}

/** Adds a person; returns the id. */
export function addPerson(workspace: Workspace, name: string, email: string | null): string {
  const id = stableId(`${workspace.name}/person/${name}`);
  workspace.users.set(id, { id, name, email, bot: false });
  return id;
}

/** Adds a bot of another connection; returns the id. */
export function addBot(workspace: Workspace, name: string): string {
  const id = stableId(`${workspace.name}/bot/${name}`);
  workspace.users.set(id, { id, name, email: null, bot: true });
  return id;
}

/** A page to add. */
interface PageDraft {
  readonly title: TextInput;
  readonly parent?: Parent;
  readonly id?: string;
  readonly icon?: Icon | string | null;
  readonly cover?: FileSource;
  readonly blocks?: readonly BlockDraft[];
  /** Hidden from the connection. */
  readonly hidden?: boolean;
  readonly created?: Date;
  readonly edited?: Date;
  readonly author?: string;
}

/** Author and time: the owner, now, unless the draft says otherwise. */
export function authorship(
  workspace: Workspace,
  draft: { readonly created?: Date; readonly edited?: Date; readonly author?: string },
): { created: string; edited: string; createdBy: string; editedBy: string } {
  const edited = draft.edited ?? draft.created ?? workspace.clock();
  const author = draft.author ?? workspace.ownerId;
  return {
    created: minuteTime(draft.created ?? edited),
    edited: minuteTime(edited),
    createdBy: author,
    editedBy: author,
  };
}

/** An emoji may be given as a plain string. */
export function iconOf(icon: Icon | string | null | undefined): Icon | null {
  return typeof icon === 'string' ? { kind: 'emoji', emoji: icon } : (icon ?? null);
}

/** The block that stands for a child page or database on its parent page. */
export function addChildBlock(
  workspace: Workspace,
  parent: Parent,
  record: Omit<BlockRecord, 'parent' | 'children' | 'content'>,
  type: 'child_page' | 'child_database',
): void {
  if (parent.kind !== 'page' && parent.kind !== 'block') {
    return;
  }
  const { id, created, edited, createdBy, editedBy } = record;
  workspace.blocks.set(id, {
    id,
    parent: { kind: parent.kind, id: parent.id },
    content: { type },
    children: [],
    created,
    edited,
    createdBy,
    editedBy,
  });
  childrenOf(workspace, parent).push(id);
}

function childrenOf(
  workspace: Workspace,
  parent: { readonly kind: 'page' | 'block'; readonly id: string },
): string[] {
  const holder = parent.kind === 'page' ? workspace.pages.get(parent.id) : workspace.blocks.get(parent.id);
  if (holder === undefined) {
    throw new Error(`There is no ${parent.kind} ${parent.id} to add to.`);
  }
  return holder.children;
}

/** Adds a page and its blocks; returns the id. */
export function addPage(workspace: Workspace, draft: PageDraft): string {
  const id = draft.id ?? workspace.nextId();
  const parent = draft.parent ?? { kind: 'workspace' };
  const page: PageRecord = {
    id,
    parent,
    values: new Map([[titlePropertyId, { type: 'title', text: rich(draft.title) }]]),
    children: [],
    icon: iconOf(draft.icon),
    cover: draft.cover,
    locked: false,
    hidden: draft.hidden ?? false,
    ...authorship(workspace, draft),
  };
  workspace.pages.set(id, page);
  addChildBlock(workspace, parent, page, 'child_page');
  addBlocks(workspace, { kind: 'page', id }, draft.blocks ?? []);
  return id;
}

/** Adds blocks at the end of a page or block, with the times and author of the page. */
export function addBlocks(
  workspace: Workspace,
  parent: { readonly kind: 'page' | 'block'; readonly id: string },
  drafts: readonly BlockDraft[],
): string[] {
  const holder = parent.kind === 'page' ? workspace.pages.get(parent.id) : workspace.blocks.get(parent.id);
  const { created, edited, createdBy, editedBy } = holder ?? authorship(workspace, {});
  const children = childrenOf(workspace, parent);
  return drafts.map((draft) => {
    const id = draft.id ?? workspace.nextId();
    const { content } = draft;
    workspace.blocks.set(id, { id, parent, content, children: [], created, edited, createdBy, editedBy });
    children.push(id);
    addBlocks(workspace, { kind: 'block', id }, draft.children);
    return id;
  });
}

/** Closes a discussion, named as `addComment` was given it. */
export function resolveDiscussion({ resolvedDiscussions }: Workspace, discussion: string): void {
  resolvedDiscussions.add(stableId(discussion));
}

/** Adds a comment; comments with the same `discussion` answer each other. Returns the id. */
export function addComment(
  workspace: Workspace,
  draft: {
    readonly on: { readonly kind: 'page' | 'block'; readonly id: string };
    readonly text: TextInput;
    readonly author?: string;
    readonly created?: Date;
    readonly discussion?: string;
    readonly id?: string;
    readonly attachments?: readonly string[];
  },
): string {
  const id = draft.id ?? workspace.nextId();
  workspace.comments.push({
    id,
    parent: draft.on,
    discussionId: stableId(draft.discussion ?? id),
    created: minuteTime(draft.created ?? workspace.clock()),
    author: draft.author ?? workspace.ownerId,
    text: rich(draft.text),
    ...(draft.attachments !== undefined && { attachments: draft.attachments }),
  });
  return id;
}
