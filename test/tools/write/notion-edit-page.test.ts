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

  it.each([
    ['saved', true, ['PATCH /v1/blocks/{block_id} 500']],
    ['not saved', false, ['PATCH /v1/blocks/{block_id} 500', SENT]],
  ])('never sends twice what is saved: a 500 that was %s', async (_name, saved, sent) => {
    notion.sandbox.failNext({ kind: 'internal_server_error', saved }, 1, /^PATCH/);
    expect(await edit({ edits: [{ find: MUTED, replace: 'Muted.' }] })).toContain('+ Muted.');
    expect(notion.writes()).toEqual(sent);
  });

  it('returns the first answer to a request that is made again under its key', async () => {
    const input = { edits: [{ find: MUTED, replace: 'Muted.' }], request_key: 'a' };
    await edit(input);
    notion.writes();
    expect(await edit(input)).toContain('nothing was sent again');
    await expect(edit({ ...input, check: [OPEN] })).rejects.toThrow('another request');
    expect(notion.writes()).toEqual([]);
  });

  it('says what it would change, and sends nothing, in a dry run and where a server only proposes', async () => {
    const input = { page: PAGE, edits: [{ find: MUTED, replace: 'Muted.' }] };
    expect(await edit({ ...input, dry_run: true })).toContain('This call would change 1 block.');
    expect(await notion.call('notion_edit_page', input, { isProposal: true })).toContain('only proposes');
    expect(notion.writes()).toEqual([]);
  });

  it('sends nothing for what is so already', async () => {
    expect(await edit({ edits: [{ find: MUTED, replace: MUTED }], uncheck: [OPEN] })).toContain(
      'Nothing to change.',
    );
    await expect(edit({})).rejects.toMatchObject({ argument: 'edits' });
    expect(notion.writes()).toEqual([]);
  });

  it('turns line breaks that were escaped twice into line breaks, but in code', async () => {
    const answer = await edit({ edits: [{ find: MUTED, replace: 'One\\nTwo' }], dry_run: true });
    expect(answer).toContain('+ One\n+ Two\n');
    expect(answer).toContain('were turned into line breaks');
    const code = await edit({ edits: [{ find: '--harbour all', replace: 'a\\nb' }], dry_run: true });
    expect(code).toContain('a\\nb');
  });

  it('never takes a to-do that is to be ticked and unticked', async () => {
    const both = { check: [OPEN], uncheck: [OPEN] };
    expect(await edit(both)).toContain('is in check and in uncheck');
    await edit({ check: [OPEN] });
    expect(await edit(both)).toContain('is in check and in uncheck');
  });

  it('changes every place where it is asked to', async () => {
    expect(await edit({ edits: [{ find: 'pager', replace: 'phone', all: true }] })).toContain(
      '3 blocks changed.',
    );
  });

  it('leaves a block that was changed since when it undoes', async () => {
    const [, first = ''] =
      /Change (\w+);/.exec(await edit({ edits: [{ find: MUTED, replace: 'Muted.' }] })) ?? [];
    await edit({ edits: [{ find: 'Muted.', replace: 'Silenced.' }] });
    expect(await notion.call('notion_undo', { change: first })).toContain('A block was changed since.');
  });

  it('undoes to the former texts and ticks', async () => {
    await edit({ edits: [{ find: MUTED, replace: 'Gone' }], check: [OPEN] });
    notion.writes();
    expect(withoutIds(await notion.call('notion_undo', {}))).toMatchSnapshot();
    expect(notion.writes()).toEqual([SENT, SENT]);
  });
});

const everything = (input: object): Promise<string> =>
  notion.call('notion_edit_page', { page: 'Everything Notion can do', ...input });

describe('notion_edit_page on blocks of every kind', () => {
  it.each([
    ['a table cell', { find: 'Aurora', replace: 'Borealis' }, '- **Aurora**\n+ **Borealis**'],
    [
      'a cell as a table prints it',
      { find: 'two<br>lines', replace: 'one line' },
      '- two\n- lines\n+ one line',
    ],
    [
      'code, literally',
      { find: 'return "~" * 10', replace: 'return "~" * **11**' },
      String.raw`* \*\*11\*\*`,
    ],
    ['a caption', { find: 'The pier at dawn', replace: 'The pier at *noon*' }, '+ The pier at *noon*'],
    ['a heading', { find: '## Heading 2', replace: '## Part two' }, '- Heading 2\n+ Part two'],
    ['a callout with its icon', { find: '🌊 A callout', replace: '🌊 Mind the waves' }, '+ Mind the waves'],
    [
      'a quotation over two lines',
      { find: 'quotation\nover', replace: 'quote\nover' },
      '+ A quote\n+ over two lines',
    ],
    ['one styled word', { find: 'underlined', replace: 'underscored' }, '+ Plain, **bold**, *italic*'],
    ['a tab', { find: 'Captains', replace: 'Skippers' }, '+ Skippers'],
  ])('edits %s', async (_name, edited, shown) => {
    expect(await everything({ edits: [edited] })).toContain(shown);
    expect(notion.writes()).toEqual([SENT]);
  });

  it('edits lines of several blocks, a block each', async () => {
    const answer = await everything({
      edits: [{ find: 'Second of the first\n2. Second', replace: 'Two of the first\n2. Two' }],
    });
    expect(answer).toContain('- Second of the first\n+ Two of the first\n- Second\n+ Two');
    expect(notion.writes()).toEqual([SENT, SENT]);
  });

  it('asks for an edit per block where the lines do not match', async () => {
    const answer = await everything({
      edits: [{ find: 'Second of the first\nSecond', replace: 'One line' }],
    });
    expect(answer).toContain('The text stands in 2 blocks, and its replacement has 1 line.');
    expect(notion.writes()).toEqual([]);
  });

  it('makes no new blocks, and no text of lines that are meant as some', async () => {
    const answer = await everything({ edits: [{ find: 'Second of the first', replace: 'Two\n- Three' }] });
    expect(answer).toContain('An edit makes no new blocks');
    expect(notion.writes()).toEqual([]);
    const kept = await everything({ edits: [{ find: 'Second of the first', replace: 'Two\n\\- Three' }] });
    expect(kept).toContain('+ Two\n+ - Three');
  });

  it('refuses a block with a mention that cannot be written back, and one cut within a mention', async () => {
    const answer = await everything({ edits: [{ find: 'Mentions: ', replace: 'Named: ' }] });
    expect(answer).toContain('does not take back');
    expect(await everything({ edits: [{ find: 'Hana Sa', replace: 'x' }] })).toContain('within a mention');
    expect(notion.writes()).toEqual([]);
  });

  it('never changes what lies in other pages: child pages, databases, copies', async () => {
    for (const find of ['A page inside', 'Small, but a page.', 'Packing list']) {
      expect(await everything({ edits: [{ find, replace: '' }] })).toContain('There is no such text.');
    }
    const answer = await everything({ edits: [{ find: 'Written once', replace: 'Noted once' }] });
    expect(answer).toContain('Synced copies were left out (1)');
    expect(notion.writes()).toEqual([SENT]);
  });

  it('removes a block of which nothing is left, and empties one with blocks below', async () => {
    const answer = await everything({
      edits: [
        { find: 'Two thirds.', replace: '' },
        { find: 'A toggle', replace: '' },
      ],
    });
    expect(answer).toContain('- Two thirds.');
    const blocks = [...notion.sandbox.workspace.blocks.values()];
    const texts = blocks.map(({ content }) => JSON.stringify(content));
    expect(texts.filter((text) => text.includes('Two thirds.'))).toHaveLength(1);
    expect(
      blocks.filter(({ content }) => content.type === 'toggle' && content.text.length === 0),
    ).toHaveLength(1);
    notion.writes();
    expect(await notion.call('notion_undo', {})).toContain('+ Two thirds.');
    expect(await everything({ edits: [{ find: 'Two thirds.', replace: 'Three.' }] })).toContain(
      '1 block changed',
    );
  });

  it('keeps to what is below a heading', async () => {
    const answer = await everything({
      under: 'Right',
      edits: [{ find: 'thirds', replace: 'quarters' }],
    });
    expect(answer).toContain('+ Two quarters.');
    expect(await everything({ under: 'Left', edits: [{ find: 'quarters', replace: 'x' }] })).toContain(
      'There is no such text.',
    );
    await expect(everything({ under: 'No such heading', check: ['Open'] })).rejects.toMatchObject({
      argument: 'under',
    });
  });
});
