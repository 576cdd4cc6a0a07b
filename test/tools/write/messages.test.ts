import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ToolError } from '../../../src/errors.js';
import { startWriteSandbox, type WriteSandbox } from '../../support/notion/write-sandbox.js';

const TASK = 'Document the passenger counter';
const PAGE = 'On-call guide';
const LOCKED = 'locked in Notion, which stops people in its app and not this server';

let notion: WriteSandbox;
beforeEach(async () => {
  notion = await startWriteSandbox();
});
afterEach(() => notion.close());

const set = (input: object): Promise<string> =>
  notion.call('notion_set_properties', { pages: [TASK], ...input });
const refusal = async (input: object): Promise<string> => {
  const said = await set(input).catch((error: unknown) => error);
  return said instanceof ToolError ? `${said.message} ${said.advice}` : 'not refused';
};
const urlOf = (title: string): string => {
  const page = [...notion.sandbox.workspace.pages.values()].find(({ values }) =>
    JSON.stringify([...values.values()]).includes(title),
  );
  return `https://app.notion.com/p/${page?.id.replaceAll('-', '') ?? ''}`;
};
const lock = (title: string): void => {
  const page = [...notion.sandbox.workspace.pages.values()].find(({ values }) =>
    JSON.stringify([...values.values()]).includes(title),
  );
  Object.assign(page ?? {}, { locked: true });
};

describe('a value that does not fit', () => {
  it.each<[string, string, unknown, string]>([
    ['a person', 'Assignee', 'Hana Satto', '"Assignee", "Hana Satto": No member'],
    ['a date', 'Due', 'tomorrow', '"Due": Which day'],
    ['a related page', 'Project', ['Jetty'], '"Project", "Jetty": No page'],
    ['a file', 'Attachments', 'manual', '"Attachments": A file'],
    ['an icon', 'icon', 'smile', '"smile" is no icon'],
    ['a cover', 'cover', 'blue', '"blue" is no cover'],
    ['a lock', 'lock', 'yes', 'lock is a switch'],
    ['one option of a list', 'Labels', 'backend, nix', '"Labels" has no option "nix"'],
  ])('says whose it is: %s', async (_what, name, value, says) => {
    expect(await refusal({ set: { [name]: value } })).toContain(says);
    expect(notion.writes()).toEqual([]);
  });

  it('of nobody gets the advice for changes, not for queries', async () => {
    const said = await refusal({ set: { Assignee: 'nobody' } });
    expect(said).toContain('To empty it, pass null. Members: "Ada Quill"');
    expect(said).not.toContain('is_empty');
  });
});

describe('values in the forms of Notion', () => {
  it.each<[string, unknown, string]>([
    ['Priority', { select: { name: 'Low' } }, '→ Low'],
    ['Status', { name: 'Blocked' }, '→ Blocked'],
    ['Labels', { multi_select: [{ name: 'docs' }, { name: 'mobile' }] }, '→ docs, mobile'],
    ['Due', { date: { start: '2026-10-09', end: null } }, '→ 2026-10-09'],
    ['Due', { start: '2026-10-09T15:00', time_zone: 'Europe/Berlin' }, '→ 2026-10-09 15:00 +02:00'],
    ['Due', { type: 'date', date: null }, '→ (empty)'],
    ['Estimate', { number: 12 }, '→ 12'],
    ['Customer waiting', { checkbox: true }, '→ yes'],
    [
      'Task',
      { title: [{ type: 'text', text: { content: 'One ' } }, { text: { content: 'two' } }] },
      '→ One two',
    ],
    ['Attachments', { files: [{ name: 'a', external: { url: 'https://example.com/a.pdf' } }] }, '→ a.pdf'],
    ['Assignee', { people: [{ object: 'user', person: { email: 'ada.quill@example.com' } }] }, 'Assignee'],
  ])('are read: %s as %j', async (name, value, says) => {
    const said = await set({ set: { [name]: value }, dry_run: true }).catch((error: unknown) =>
      String(error),
    );
    expect(said).toContain(says);
  });

  it.each<[string, unknown, string]>([
    ['Task', { title: [{ text: { content: 'x' }, annotations: { bold: true } }] }, 'takes a text'],
    ['Notes', [{ text: { content: 'x', link: { url: 'https://example.com' } } }], 'takes a text'],
    ['Due', { start: '2026-10-09T15:00', time_zone: 'Europe/Nowhere' }, 'is no single date'],
    ['Priority', { select: { color: 'red' } }, 'takes names'],
  ])('are refused where something of them would be lost: %s as %j', async (name, value, says) => {
    expect(await refusal({ set: { [name]: value } })).toContain(says);
    expect(notion.writes()).toEqual([]);
  });
});

describe('what another tool does', () => {
  it.each([
    ['in_trash', 'action trash'],
    ['archived', 'action archive'],
    ['parent', 'action move'],
  ])('is named for %s', async (name, says) => {
    expect(await refusal({ set: { [name]: true } })).toContain(says);
  });

  it('is told for a move to the top of the workspace', async () => {
    await expect(
      notion.call('notion_organize_pages', { pages: [PAGE], action: 'move', to: 'workspace' }),
    ).rejects.toThrow('moves nothing to the top of the workspace');
  });
});

describe('a database in place of a page', () => {
  it.each<[string, object]>([
    ['notion_organize_pages', { pages: ['Tasks'], action: 'trash' }],
    ['notion_add_content', { page: 'Tasks', content: 'A line' }],
    ['notion_edit_page', { page: 'Tasks', edits: [{ find: 'a', replace: 'b' }] }],
    ['notion_set_properties', { pages: ['Tasks'], set: { icon: '🚢' } }],
    ['notion_upload_file', { to: 'Tasks', as: 'cover', data: 'aGk=', name: 'a.png' }],
    ['notion_comment', { on: 'Tasks', text: 'Seen' }],
  ])('is answered by %s with what changes databases', async (tool, input) => {
    const database = [...notion.sandbox.workspace.databases.values()].find(({ title }) =>
      JSON.stringify(title).includes('Tasks'),
    );
    const named = JSON.parse(JSON.stringify(input).replace('Tasks', database?.id ?? '')) as object;
    for (const given of [input, named]) {
      const said = await notion.call(tool, given).catch((error: unknown) => error);
      expect(said instanceof ToolError ? `${said.message} ${said.advice}` : said).toMatch(
        /^This is a database, not a page\. Pass a page, such as a row of it\. notion_edit_database changes/,
      );
    }
  });
});

describe('a comment', () => {
  it('whose line breaks were escaped twice is repaired, and says so', async () => {
    const repaired = 'Line breaks that were written as \\n were turned into line breaks.';
    expect(await notion.call('notion_comment', { on: PAGE, text: 'One\\nTwo' })).toContain(repaired);
    const { id = '' } = notion.sandbox.workspace.comments.at(-1) ?? {};
    expect(await notion.call('notion_comment', { on: `comment:${id}`, text: 'Two\\nThree' })).toContain(
      repaired,
    );
  });
});

describe('a locked page', () => {
  it('is changed, and said to be locked', async () => {
    lock(PAGE);
    for (const [tool, input] of [
      ['notion_add_content', { page: PAGE, content: 'A line' }],
      ['notion_edit_page', { page: PAGE, edits: [{ find: 'A line', replace: 'A word' }] }],
      ['notion_set_properties', { pages: [PAGE], set: { icon: '🚢' } }],
      ['notion_upload_file', { to: PAGE, as: 'cover', data: 'aGk=', name: 'a.png' }],
    ] as const) {
      expect(await notion.call(tool, { ...input, dry_run: true })).toContain(LOCKED);
      expect(await notion.call(tool, input)).toContain(LOCKED);
    }
  });

  it('is moved, archived and commented, and said to be locked; its copy is not', async () => {
    lock(PAGE);
    for (const input of [
      { action: 'move', to: 'Platform handbook' },
      { action: 'archive' },
      { action: 'unarchive' },
      { action: 'trash' },
    ]) {
      const call = { pages: [urlOf(PAGE)], ...input };
      expect(await notion.call('notion_organize_pages', { ...call, dry_run: true })).toContain(LOCKED);
      expect(await notion.call('notion_organize_pages', call)).toContain(LOCKED);
      if (input.action === 'trash') {
        await notion.call('notion_undo', {});
      }
    }
    for (const given of [{}, { quote: 'Open incidents have an owner' }]) {
      expect(await notion.call('notion_comment', { on: PAGE, text: 'Seen', ...given })).toContain(LOCKED);
    }
    const copy = await notion.call('notion_organize_pages', {
      pages: [PAGE],
      action: 'duplicate',
      to: 'Engineering wiki',
    });
    expect(copy).toContain(`Not copied of "${PAGE}": comments, its lock`);
    expect(copy).not.toContain(LOCKED);
    const unlocked = await notion.call('notion_organize_pages', { pages: [PAGE], action: 'unlock' });
    expect(unlocked).not.toContain(LOCKED);
  });

  it('is given pages, by making, moving and copying, and said to be locked', async () => {
    lock(PAGE);
    for (const dry_run of [true, false]) {
      expect(
        await notion.call('notion_create_pages', { parent: urlOf(PAGE), pages: [{ title: 'New' }], dry_run }),
      ).toContain(`The page is ${LOCKED}`);
      for (const action of ['duplicate', 'move']) {
        expect(
          await notion.call('notion_organize_pages', {
            pages: ['Platform handbook'],
            action,
            to: urlOf(PAGE),
            dry_run,
          }),
        ).toContain(`The page that they go to is ${LOCKED}`);
      }
    }
  });

  it('that is unlocked needs no such note', async () => {
    lock(PAGE);
    expect(await set({ pages: [PAGE], set: { lock: false } })).not.toContain(LOCKED);
    expect(await set({ pages: [PAGE], set: { icon: '🚢' } })).not.toContain(LOCKED);
  });
});

describe('notion_edit_page', () => {
  beforeEach(async () => {
    await notion.call('notion_add_content', { page: PAGE, content: 'First line\n\nSecond line' });
    notion.writes();
  });
  const edit = (find: string, replace: string): Promise<string> =>
    notion.call('notion_edit_page', { page: PAGE, edits: [{ find, replace }] });

  it('repairs line breaks that were escaped twice in what is sought, and says so', async () => {
    const said = await edit('First line\\nSecond line', 'One\\nTwo');
    expect(said).toContain('2 blocks changed');
    expect(said).toContain('Line breaks that were written as \\n were turned into line breaks.');
  });

  it.each([
    '<page url="https://www.notion.so/0fcfb079ef8f440a887810524fe8ca0e">x</page>',
    '<callout>x</callout>',
  ])('refuses %s, of which only the text would be left', async (tag) => {
    expect(await edit('First line', `See ${tag}`)).toContain(
      'takes no tag of a page, a database or another block',
    );
    expect(notion.writes()).toEqual([]);
  });

  it('takes underlines and colours, and leaves those that are there', async () => {
    const stored = (): string => JSON.stringify([...notion.sandbox.workspace.blocks.values()]);
    expect(await edit('First line', 'First <u>line</u>')).toContain('1 block changed');
    expect(stored()).toContain('"underline":true');
    expect(await edit('First line', 'A line, <span color="red">late</span>')).toContain('1 block changed');
    expect(stored()).toContain('"underline":true');
    expect(stored()).toContain('"color":"red"');
    const added = await notion.call('notion_add_content', {
      page: PAGE,
      content: 'So <span color="blue">new</span>',
    });
    expect(added).toContain('Read back: as sent.');
    expect(stored()).toContain('"color":"blue"');
  });

  it('takes a tag that is text', async () => {
    expect(await edit('First line', 'Write \\<page>')).toContain('1 block changed');
    expect(
      await notion.call('notion_add_content', { page: PAGE, content: 'Write \\<page url="x">, too' }),
    ).toContain('1 block added');
    await expect(
      notion.call('notion_add_content', { page: PAGE, content: 'Write \\\\<page url="x">, too' }),
    ).rejects.toThrow('would move or make a page');
  });
});

describe('notion_undo', () => {
  it('names the change before one that cannot be undone', async () => {
    await set({ set: { icon: '🚢' } });
    await notion.call('notion_comment', { on: PAGE, text: 'Gone soon' });
    const { id = '' } = notion.sandbox.workspace.comments.at(-1) ?? {};
    const input = { on: `comment:${id}`, delete: true };
    const [, token] =
      /"confirm":"([^"]+)"/.exec(await notion.call('notion_comment', { ...input, dry_run: true })) ?? [];
    await notion.call('notion_comment', { ...input, confirm: token });
    const said = await notion.call('notion_undo', {});
    expect(said).toMatch(/^Nothing of change [0-9a-f]{16}, by notion_comment, can be undone\./);
    const [, change = ''] =
      /a change by notion_comment: notion_undo \{"change":"([0-9a-f]{16})"\}/.exec(said) ?? [];
    // The comment is gone already; what lies before is told by the next call.
    expect(await notion.call('notion_undo', { change })).toContain('is left to undo');
    expect(await notion.call('notion_undo', {})).toContain('a change by notion_set_properties');
  });

  it('says of a comment that it has deleted that it is gone', async () => {
    await notion.call('notion_comment', { on: PAGE, text: 'Gone soon' });
    const said = await notion.call('notion_undo', {});
    expect(said).toContain('Notion cannot bring back a comment.');
    expect(said).not.toContain('takes it back');
  });
});
