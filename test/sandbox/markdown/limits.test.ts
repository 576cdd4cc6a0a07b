import { describe, expect, it } from '@jest/globals';
import { bullet, paragraph } from '../../../src/sandbox/build/blocks.js';
import { addPage, createWorkspace } from '../../../src/sandbox/build/workspace-builder.js';
import { bareId } from '../../../src/sandbox/ids.js';
import { pageMarkdown } from '../../../src/sandbox/markdown/page-markdown.js';

const url = 'https://app.notion.com/p/';

describe('what the markdown endpoint leaves out', () => {
  it('drops the deepest blocks first and names the subtrees', () => {
    const workspace = createWorkspace();
    const id = addPage(workspace, {
      title: 'P',
      blocks: [bullet('a', bullet('a1', bullet('a2'))), bullet('b', bullet('b1'))],
    });
    const roots = workspace.pages.get(id)?.children ?? [];
    workspace.limits.markdownRecords = 3;
    const body = pageMarkdown(workspace, id, roots, false);
    const left = body['unknown_block_ids'] as string[];
    const tag = (blockId = '') => `<unknown url="${url}${bareId(id)}#${bareId(blockId)}"/>`;
    expect(body).toMatchObject({ truncated: true });
    expect(left).toHaveLength(2);
    expect(String(body['markdown']).split('\n')).toEqual([
      '- a',
      '\t- a1',
      `\t\t${tag(left[1])}`,
      '- b',
      `\t${tag(left[0])}`,
    ]);

    const rest = left.map((blockId) => pageMarkdown(workspace, blockId, [blockId], false));
    expect(rest).toMatchObject([
      { markdown: '- b1', truncated: false },
      { markdown: '- a2', truncated: false },
    ]);
  });

  it('counts a page that is not shared as left out', () => {
    const workspace = createWorkspace();
    const id = addPage(workspace, { title: 'P', blocks: [paragraph('a')] });
    const child = addPage(workspace, { title: 'Secret', parent: { kind: 'page', id }, hidden: true });
    const body = pageMarkdown(workspace, id, workspace.pages.get(id)?.children ?? [], false);
    expect(body).toMatchObject({
      markdown: `a\n<unknown url="${url}${bareId(id)}#${bareId(child)}" alt="page"/>`,
      truncated: true,
      unknown_block_ids: [child],
    });
  });
});
