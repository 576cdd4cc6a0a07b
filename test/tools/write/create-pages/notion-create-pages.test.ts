import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { addTemplate } from '../../../../src/sandbox/build/templates.js';
import type { Fault } from '../../../../src/sandbox/faults/fault.js';
import { pageTitle } from '../../../../src/sandbox/titles.js';
import { startWriteSandbox, type WriteSandbox, withoutIds } from '../../../support/notion/write-sandbox.js';

let notion: WriteSandbox;

beforeEach(async () => {
  notion = await startWriteSandbox();
});

afterEach(() => notion.close());

const create = (pages: readonly object[], more: object = {}): Promise<string> =>
  notion.call('notion_create_pages', { parent: 'Tasks', pages, ...more });

const pageCount = (): number => notion.sandbox.workspace.pages.size;

describe('notion_create_pages', () => {
  it('says nothing of an icon and a cover that a page is to be without', async () => {
    const answer = await notion.call('notion_create_pages', {
      parent: 'Tasks',
      pages: [{ title: 'Plain', icon: 'none', cover: 'none' }],
    });
    expect(answer).toMatch(/^Plain http/m);
    expect(answer).not.toMatch(/^(?:Icon|Cover):/m);
  });

  it('makes rows with properties by name, and says where they are', async () => {
    const answer = await create([
      {
        title: 'Check the doors',
        properties: { Status: 'Done', Due: '2026-12-01' },
        content: '# Why\n\nThey jam.',
      },
      { content: '# Paint the tram\n\nBlue.', icon: '🚋' },
    ]);
    expect(withoutIds(answer)).toMatchSnapshot();
    expect(notion.writes()).toEqual(['POST /v1/pages 200', 'POST /v1/pages 200']);
  });

  it.each([undefined, 'Private', 'workspace'])('makes private pages with the parent %j', async (parent) => {
    const answer = await create([{ title: 'Ideas for Q1', content: 'Mine.' }], { parent });
    expect(withoutIds(answer)).toMatchSnapshot();
    expect(notion.writes()).toEqual(['POST /v1/pages 200']);
    expect([...notion.sandbox.workspace.pages.values()].at(-1)?.parent).toEqual({ kind: 'workspace' });
    const [, change = ''] = /^Change ([0-9a-f]{16})/m.exec(answer) ?? [];
    expect(await notion.call('notion_undo', { change })).toContain('to the trash');
  });

  it.each(['me', '@me', 'Me'])('takes whom the connection acts for as a person: %s', async (Assignee) => {
    expect(await create([{ title: 'Mine', properties: { Assignee } }])).toContain('Ada Quill');
  });

  it('says which colours Notion does not have', async () => {
    const content =
      '<span color="crimson">a</span> <span underline="true" color=\'#ff0000\'>b</span> <span color="red">c</span> <span color="blue_bg">d</span>';
    for (const dry_run of [true, false]) {
      expect(await create([{ title: 'Colours', content }], { dry_run })).toContain(
        '2 colours left out, because Notion has none of this name: "crimson", "#ff0000". Its colours: gray,',
      );
    }
    // Its texts can be edited: nothing was stored that Notion does not take.
    expect(
      await notion.call('notion_edit_page', { page: 'Colours', edits: [{ find: 'a b', replace: 'a, b' }] }),
    ).toContain('1 block changed');
    expect(await create([{ title: 'Plain', content: '<span color="red">c</span>' }])).not.toContain(
      'left out',
    );
  });

  it('makes no private pages for a connection that acts for no person, and says why', async () => {
    const { workspace } = notion.sandbox;
    Object.assign(workspace, { ownerId: workspace.botId });
    const refused = create([{ title: 'Ideas' }], { parent: undefined, dry_run: true });
    await expect(refused).rejects.toThrow('acts for no person, so Notion makes no private pages through it');
    expect(notion.writes()).toEqual([]);
  });

  it('makes no private pages where changes are limited to some pages', async () => {
    await notion.close();
    notion = await startWriteSandbox({ roots: ['00000000-0000-4000-8000-000000000001'] });
    await expect(create([{ title: 'Ideas' }], { parent: 'private' })).rejects.toThrow('outside of the pages');
    expect(notion.writes()).toEqual([]);
  });

  it.each([
    ['saved', true, 1],
    ['not saved, which nothing proves', false, 0],
  ])('makes no second private page where the answer was lost: %s', async (_name, saved, count) => {
    notion.sandbox.failNext({ kind: 'internal_server_error', saved }, 1, /^POST \/v1\/pages/);
    const before = pageCount();
    const made = create([{ title: 'Ideas for Q1' }], { parent: 'private' });
    await (saved
      ? expect(made).resolves.toContain('1 page created')
      : expect(made).rejects.toThrow('It is not known whether'));
    expect(notion.writes()).toEqual(['POST /v1/pages 500']);
    expect(pageCount() - before).toBe(count);
  });

  it.each(['Task', 'task', 'title'])('takes the title as the property %j, once', async (name) => {
    const answer = await create([{ properties: { [name]: 'Grease the doors', Status: 'Done' } }]);
    expect(answer).toContain('1 page created');
    const made = [...notion.sandbox.workspace.pages.values()].at(-1);
    expect(made && pageTitle(made)).toBe('Grease the doors');
    const both = create([{ title: 'Paint the doors', properties: { [name]: 'Grease the doors' } }]);
    await expect(both).rejects.toThrow('The title is given twice.');
    await expect(create([{ title: '', properties: { [name]: '' } }])).rejects.toThrow('has no title');
  });

  it('checks all pages before it makes the first', async () => {
    const wrong = create([
      { title: 'Good' },
      { title: 'Bad', properties: { Status: 'Dome' } },
      { content: 'x' },
    ]);
    await expect(wrong).rejects.toThrow('pages[1].properties');
    await expect(wrong).rejects.toThrow('The page has no title.');
    expect(notion.writes()).toEqual([]);
  });

  it.each([
    '<page url="https://app.notion.com/p/0fcfb079ef8f440a887810524fe8ca0e">Wiki</page>',
    '<DATABASE url="https://app.notion.com/p/0fcfb079ef8f440a887810524fe8ca0e"/>',
  ])('refuses text that would move a page here: %s', async (content) => {
    await expect(create([{ title: 'Note', content }])).rejects.toThrow('would move or make a page');
    expect(notion.writes()).toEqual([]);
  });

  it('repairs line breaks that were escaped twice, and says so', async () => {
    const answer = await create([{ title: 'Note', content: String.raw`First\n\nSecond` }]);
    expect(answer).toContain('were turned into line breaks');
  });

  it.each<[string, Fault, readonly string[]]>([
    ['500, saved', { kind: 'internal_server_error', saved: true }, ['POST /v1/pages 500']],
    ['500, not saved', { kind: 'internal_server_error' }, ['POST /v1/pages 500', 'POST /v1/pages 200']],
    ['503 that names it', { kind: 'service_unavailable', saved: 'with_ids' }, ['POST /v1/pages 503']],
    ['503, saved', { kind: 'service_unavailable', saved: true }, ['POST /v1/pages 503']],
    ['an answer cut in half', { kind: 'cut_json' }, ['POST /v1/pages 200']],
    ['409', { kind: 'conflict' }, ['POST /v1/pages 409', 'POST /v1/pages 200']],
    ['529', { kind: 'service_overload', retryAfterSeconds: 0 }, ['POST /v1/pages 529', 'POST /v1/pages 200']],
    ['a reset, saved', { kind: 'reset', saved: true }, ['POST /v1/pages 0']],
  ])('makes one page, whatever becomes of its answer: %s', async (_name, fault, sent) => {
    const before = pageCount();
    notion.sandbox.failNext(fault, 1, /^POST \/v1\/pages$/);
    expect(await create([{ title: 'Only once' }])).toContain('1 page created.');
    expect(notion.writes()).toEqual(sent);
    expect(pageCount()).toBe(before + 1);
  });

  it('tells the pages that were made from those that were not', async () => {
    await create([{ title: 'Zero' }]);
    notion.sandbox.failNext(
      { kind: 'refused', status: 403, code: 'restricted_resource' },
      1,
      /^POST \/v1\/pages$/,
    );
    const answer = await create([{ title: 'One' }, { title: 'Two' }]);
    expect(answer).toContain('1 page created, 1 not.');
    expect(answer).toContain(
      '"One": Not changed: This Notion connection lacks the capability "insert content".',
    );
  });

  describe('with a template', () => {
    const template = (delay: number): string => {
      const { workspace } = notion.sandbox;
      const source = [...workspace.dataSources.values()].find(({ name }) => name === 'Tasks');
      const text = [{ kind: 'text', content: 'Steps' }] as const;
      const blocks = [{ content: { type: 'paragraph', text, color: 'default' }, children: [] }] as const;
      return addTemplate(workspace, source?.id ?? '', { name: 'Bug', isDefault: true, blocks, delay });
    };

    it.each(['bug', 'default'])('waits a little until Notion has filled the page from %j', async (name) => {
      template(1);
      const answer = await create([{ title: 'Doors jam' }], { template: name });
      expect(answer).toContain('Content: template "Bug".');
      expect(answer).not.toContain('still empty');
      expect(notion.writes()).toEqual(['POST /v1/pages 200']);
    });

    it('says what is still empty, and does not fill it again', async () => {
      template(Number.POSITIVE_INFINITY);
      const answer = await create([{ title: 'Doors jam' }, { title: 'Doors stick' }], { template: 'Bug' });
      expect(withoutIds(answer)).toMatchSnapshot();
      expect(notion.writes()).toEqual(['POST /v1/pages 200', 'POST /v1/pages 200']);
    });

    it.each([
      [{ template: 'Bux' }, [{ title: 'A' }], /no template "Bux"/],
      [{ template: 'Bug' }, [{ title: 'A', content: 'B' }], /from the template or from content/],
      [{ template: 'Bug', parent: 'Platform handbook' }, [{ title: 'A' }], /Only databases have templates/],
    ])('refuses %j', async (more, pages, problem) => {
      template(0);
      await expect(create(pages, more)).rejects.toThrow(problem);
      expect(notion.writes()).toEqual([]);
    });
  });
});
