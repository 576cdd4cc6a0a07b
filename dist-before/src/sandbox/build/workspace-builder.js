import { stableId } from '../ids.js';
import { minuteTime } from '../times.js';
import { titlePropertyId } from '../titles.js';
import { rich } from './text.js';
/** Notion's full ceilings. */
const defaultLimits = {
    markdownRecords: 20_000,
    queryRows: 10_000,
    references: 25,
    newBlocks: Infinity,
    taskDelay: 0,
};
/** A workspace with one person, who authorized the connection, and the connection's bot. */
export function createWorkspace(options = {}) {
    const name = options.name ?? 'Test workspace';
    const fixed = options.now;
    const owner = {
        id: stableId(`${name}/owner`),
        name: 'Ada Quill',
        email: 'ada.quill@example.com',
        bot: false,
    };
    const bot = { id: stableId(`${name}/bot`), name: 'Sandbox connection', email: null, bot: true };
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
export function addPerson(workspace, name, email) {
    const id = stableId(`${workspace.name}/person/${name}`);
    workspace.users.set(id, { id, name, email, bot: false });
    return id;
}
/** Adds a bot of another connection; returns the id. */
export function addBot(workspace, name) {
    const id = stableId(`${workspace.name}/bot/${name}`);
    workspace.users.set(id, { id, name, email: null, bot: true });
    return id;
}
/** Author and time: the owner, now, unless the draft says otherwise. */
export function authorship(workspace, draft) {
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
export function iconOf(icon) {
    return typeof icon === 'string' ? { kind: 'emoji', emoji: icon } : (icon ?? null);
}
/** The block that stands for a child page or database on its parent page. */
export function addChildBlock(workspace, parent, record, type) {
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
function childrenOf(workspace, parent) {
    const holder = parent.kind === 'page' ? workspace.pages.get(parent.id) : workspace.blocks.get(parent.id);
    if (holder === undefined) {
        throw new Error(`There is no ${parent.kind} ${parent.id} to add to.`);
    }
    return holder.children;
}
/** Adds a page and its blocks; returns the id. */
export function addPage(workspace, draft) {
    const id = draft.id ?? workspace.nextId();
    const parent = draft.parent ?? { kind: 'workspace' };
    const page = {
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
export function addBlocks(workspace, parent, drafts) {
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
export function resolveDiscussion({ resolvedDiscussions }, discussion) {
    resolvedDiscussions.add(stableId(discussion));
}
/** Adds a comment; comments with the same `discussion` answer each other. Returns the id. */
export function addComment(workspace, draft) {
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
