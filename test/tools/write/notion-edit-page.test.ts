import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startWriteSandbox, type WriteSandbox, withoutIds } from '../../support/notion/write-sandbox.js';

const PAGE = 'On-call guide';
const MUTED = 'Muted alerts are listed with a reason';
const OPEN = 'Open incidents have an owner';
const SENT = 'PATCH /v1/blocks/{block_id} 200';

let notion: WriteSandbox;

beforeEach(async () => {
  notion = await startWriteSandbox();
});

afterEach(() => notion.close());

const edit = (input: object): Promise<string> => notion.call('notion_edit_page', { page: PAGE, ...input });

describe('notion_edit_page', () => {
  it('shows each block before and after, and names the change', async () => {
    const answer = await edit({
      edits: [{ find: 'listed with a reason', replace: 'listed with **two** reasons' }],
      check: [OPEN],
    });
    expect(withoutIds(answer)).toMatchSnapshot();
    expect(notion.writes()).toEqual([SENT, SENT]);
  });

  it('changes nothing for a text that stands in several places or nowhere, and shows what there is', async () => {
    const answer = await edit({
      edits: [
        { find: 'pager', replace: 'phone' },
        { find: 'Muted alerts are listed with their reason', replace: 'x' },
        { find: MUTED, replace: 'y' },
      ],
      check: ['Open incidents'],
      uncheck: ['Nothing of this kind'],
    });
    expect(withoutIds(answer)).toMatchSnapshot();
    expect(notion.writes()).toEqual([]);
  });

  it('tells what Notion refuses', async () => {
    notion.sandbox.failNext({ kind: 'refused', status: 403, code: 'restricted_resource' }, 1, /^PATCH/);
    await expect(edit({ check: [OPEN] })).rejects.toThrow('"update content"');
  });

  it('undoes to the former texts and ticks', async () => {
    await edit({ edits: [{ find: MUTED, replace: 'Gone' }], check: [OPEN] });
    notion.writes();
    expect(withoutIds(await notion.call('notion_undo', {}))).toMatchSnapshot();
    expect(notion.writes()).toEqual([SENT, SENT]);
  });
});
