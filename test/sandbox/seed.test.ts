import { describe, expect, it } from '@jest/globals';
import { visiblePage } from '../../src/sandbox/access.js';
import type { BlockType } from '../../src/sandbox/model/block.js';
import { stableId } from '../../src/sandbox/ids.js';
import { engineeringWorkspace } from '../../src/sandbox/seed/engineering-workspace.js';
import type { Workspace } from '../../src/sandbox/workspace.js';

const now = new Date('2026-11-20T00:30:00Z');
const workspace = engineeringWorkspace({ now });

const blockTypes: Record<BlockType, true> = {
  paragraph: true,
  heading_1: true,
  heading_2: true,
  heading_3: true,
  heading_4: true,
  bulleted_list_item: true,
  quote: true,
  toggle: true,
  template: true,
  numbered_list_item: true,
  to_do: true,
  callout: true,
  code: true,
  equation: true,
  divider: true,
  breadcrumb: true,
  column_list: true,
  tab: true,
  table_of_contents: true,
  column: true,
  table: true,
  table_row: true,
  child_page: true,
  child_database: true,
  synced_block: true,
  link_to_page: true,
  image: true,
  video: true,
  audio: true,
  pdf: true,
  file: true,
  bookmark: true,
  embed: true,
  link_preview: true,
  meeting_notes: true,
  unsupported: true,
};

function blocksBelow(of: Workspace, ids: readonly string[]): string[] {
  return ids.flatMap((id) => [id, ...blocksBelow(of, of.blocks.get(id)?.children ?? [])]);
}

describe('engineeringWorkspace', () => {
  it('is the same every time', () => {
    const again = engineeringWorkspace({ now });
    expect([...again.pages]).toEqual([...workspace.pages]);
    expect([...again.blocks]).toEqual([...workspace.blocks]);
  });

  it('holds every block type on one page', () => {
    const page = workspace.pages.get(stableId('page:everything'));
    const types = blocksBelow(workspace, page?.children ?? []).map(
      (id) => workspace.blocks.get(id)?.content.type,
    );
    expect(new Set(types)).toEqual(new Set(Object.keys(blockTypes)));
  });

  it('holds a long nested page at the top', () => {
    const page = workspace.pages.get(stableId('page:platform-handbook'));
    expect(page?.parent).toEqual({ kind: 'workspace' });
    const count = blocksBelow(workspace, page?.children ?? []).length;
    expect(count).toBeGreaterThan(430);
    expect(count).toBeLessThan(480);
  });

  it('fills every column type of the tracker', () => {
    const tasks = [...workspace.dataSources.values()].find(({ name }) => name === 'Tasks');
    expect(tasks?.rows).toHaveLength(200);
    const titles = tasks?.rows.map((id) => JSON.stringify(workspace.pages.get(id)?.values.get('title')));
    expect(new Set(titles).size).toBe(200);
    const types = new Set(tasks?.properties.map(({ type }) => type));
    expect(types.size).toBe(23);
    const ids = tasks?.properties.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids?.length);
  });

  it('mentions a page that is not shared', () => {
    const hidden = stableId('page:salary-bands');
    expect(workspace.pages.has(hidden)).toBe(true);
    expect(visiblePage(workspace, hidden)).toBeUndefined();
    expect(JSON.stringify([...workspace.blocks.values()])).toContain(hidden);
  });

  it('has nothing that was edited in the future or before it was made', () => {
    const wrong = [...workspace.pages.values(), ...workspace.databases.values()].filter(
      ({ created, edited }) => edited < created || Date.parse(edited) > now.getTime(),
    );
    expect(wrong).toEqual([]);
  });
});
