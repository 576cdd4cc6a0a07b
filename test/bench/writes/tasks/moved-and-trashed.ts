import assert from 'node:assert/strict';
import { paragraph } from '../../../../src/sandbox/build/blocks.js';
import { addPage } from '../../../../src/sandbox/build/workspace-builder.js';
import { ask, find } from '../../servers/notionhq-notion-mcp-server.js';
import type { WriteTask } from '../write-task.js';

const MOVED = 'Winter timetable';
const TARGET = 'Timetable archive';
const TRASHED = 'Old quay plan';
const RESTORED = 'Quay plan of the east side';

export const movedAndTrashed: WriteTask = {
  title: 'Move, trash, restore',
  request: `Move ${MOVED} to ${TARGET}, put ${TRASHED} and ${RESTORED} into the trash. – No, bring ${RESTORED} back.`,

  plant(workspace) {
    for (const title of [MOVED, TARGET, TRASHED, RESTORED]) {
      addPage(workspace, { title, blocks: [paragraph(`This is the ${title.toLowerCase()}.`)] });
    }
  },

  async ours(session) {
    await session.call('notion_organize_pages', { pages: [MOVED], action: 'move', to: TARGET });
    await session.call('notion_organize_pages', { pages: [TRASHED], action: 'trash' });
    const trashed = await session.call('notion_organize_pages', { pages: [RESTORED], action: 'trash' });
    const url = /https:\/\/\S+/.exec(trashed)?.[0];
    await session.call('notion_organize_pages', { pages: [url], action: 'restore' });
  },

  async official(session) {
    const moved = await find(session, 'page', MOVED);
    const target = await find(session, 'page', TARGET);
    await ask(session, 'move-page', {
      page_id: moved.id,
      parent: { type: 'page_id', page_id: target.id },
    });
    const trashed = await find(session, 'page', TRASHED);
    const restored = await find(session, 'page', RESTORED);
    await ask(session, 'patch-page', { page_id: trashed.id, in_trash: true });
    await ask(session, 'patch-page', { page_id: restored.id, in_trash: true });
    await ask(session, 'patch-page', { page_id: restored.id, in_trash: false });
  },

  check({ before, after }) {
    const [moved, target] = [after.page(MOVED), after.page(TARGET)];
    assert.deepEqual(moved.parent, { kind: 'page', id: target.id });
    assert.equal(after.isThere(TRASHED), false);
    assert.deepEqual(after.page(RESTORED), before.page(RESTORED));
    return [moved.id, target.id, before.page(TRASHED).id];
  },
};
