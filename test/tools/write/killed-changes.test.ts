import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { contentOf } from '../../../src/sandbox/content-of-workspace.js';
import { MAX_UNDER_WAY_MS } from '../../../src/workspace/changes/undo/undo-change.js';
import { startWriteSandbox, type WriteSandbox } from '../../support/notion/write-sandbox.js';

const TASK = 'Document the passenger counter';
const GUIDE = 'On-call guide';

let notion: WriteSandbox;

beforeEach(async () => {
  // A hundred blocks go one by one, on a busy machine too.
  notion = await startWriteSandbox({ deadlineMilliseconds: 600_000 });
});

afterEach(() => notion.close());

type Make = () => Promise<string>;

const call = (tool: string, input: object): Make => {
  return () => notion.call(tool, input);
};
/** A comment of this connection that is not part of the change. */
const onComment = (act: object): Make => {
  return async () => {
    const made = await notion.call('notion_comment', { on: GUIDE, text: 'Before' });
    const on = /comment:[0-9a-f]{32}/.exec(made)?.[0];
    return notion.call('notion_comment', { on, ...act });
  };
};
const data = Buffer.from('no real image').toString('base64');

/** Every kind of request that makes a change, and what the undo of it counts. */
const kinds: readonly (readonly [string, Make, string])[] = [
  [
    'a new page',
    call('notion_create_pages', { parent: GUIDE, pages: [{ title: 'New', content: 'A line.' }] }),
    '1 page',
  ],
  ['values', call('notion_set_properties', { pages: [TASK], set: { Status: 'Done' } }), '1 page'],
  [
    'a text',
    call('notion_edit_page', {
      page: GUIDE,
      edits: [{ find: 'listed with a reason', replace: 'listed with a ground' }],
    }),
    '1 block',
  ],
  ['a tick', call('notion_edit_page', { page: GUIDE, check: ['Open incidents have an owner'] }), '1 block'],
  [
    'blocks',
    call('notion_add_content', { page: GUIDE, content: 'One\n\n- a\n  - b\n    - c\n      - d\n\nLast' }),
    '3 blocks',
  ],
  [
    'blocks that take several requests',
    call('notion_add_content', {
      page: GUIDE,
      content: Array.from({ length: 101 }, (_, at) => `line ${at}`).join('\n'),
      literal: true,
    }),
    '101 blocks',
  ],
  ['a comment', call('notion_comment', { on: GUIDE, text: 'One' }), '1 comment'],
  ['the text of a comment', onComment({ text: 'After' }), '1 comment'],
  [
    'columns',
    call('notion_edit_database', {
      database: 'Tasks',
      add: { Kind: { type: 'select', options: ['Bug'] } },
      rename: { Due: 'Deadline' },
      add_options: { Priority: ['Someday'] },
    }),
    '1 database',
  ],
  ['the title of a database', call('notion_edit_database', { database: 'Tasks', title: 'Work' }), '1 title'],
  [
    'a new database',
    call('notion_edit_database', { create_in: GUIDE, title: 'New', add: { Kind: 'text' } }),
    '1 database',
  ],
  ['a move', call('notion_organize_pages', { pages: [GUIDE], action: 'move', to: 'Tasks' }), '1 page'],
  ['a lock', call('notion_organize_pages', { pages: [GUIDE], action: 'lock' }), '1 page'],
  ['a page in the trash', call('notion_organize_pages', { pages: [TASK], action: 'trash' }), '1 page'],
  ['a copy', call('notion_organize_pages', { pages: [TASK], action: 'duplicate' }), '1 page'],
  ['a file', call('notion_upload_file', { to: TASK, as: 'Attachments', data, name: 'tram.png' }), '1 page'],
  ['an icon', call('notion_upload_file', { to: GUIDE, as: 'icon', data, name: 'tram.png' }), '1 page'],
];

const content = (): unknown => contentOf(notion.sandbox.workspace);
const changeIn = (text: string): string => /[Cc]hange"?[ :]"?([0-9a-f]{16})/.exec(text)?.[1] ?? '';
const undo = (change?: string): Promise<string> => notion.call('notion_undo', { change });

/** What a process leaves behind that was killed: changes that have begun. */
async function forgetEnds(...besides: readonly string[]): Promise<void> {
  await notion.database.change((changes) =>
    changes
      .deleteFrom('change_entries')
      .where('kind', '!=', 'begun')
      .where('change_id', 'not in', ['', ...besides])
      .execute(),
  );
}

describe.each(kinds)('%s of a process that was killed', (_name, make, unit) => {
  it('is found if it was saved, and goes', async () => {
    const change = changeIn(await make());
    const after = content();
    await forgetEnds();
    expect(await undo(change)).toContain(unit);
    expect(content()).not.toEqual(after);
  });

  it('needs nothing where a process was killed that had taken it back', async () => {
    const change = changeIn(await make());
    await undo(change);
    const undone = content();
    await notion.database.change((changes) =>
      changes.deleteFrom('change_entries').where('kind', '=', 'undone').execute(),
    );
    notion.writes();
    expect(await undo(change)).toBe(`Nothing of change ${change} is left to undo; nothing was changed.`);
    expect([content(), notion.writes()]).toEqual([undone, []]);
  });

  it('is told as not saved if nothing of it was, once it cannot come any more', async () => {
    notion.sandbox.failNext(
      { kind: 'refused', status: 403, code: 'restricted_resource' },
      3,
      /^(?:PATCH|POST \/v1\/(?!search|\w+\/[^/]+\/query))/,
    );
    const refused = await make().catch(() => undefined);
    if (refused !== undefined) {
      throw new Error('It was to be refused.');
    }
    await forgetEnds();
    const before = content();
    expect(await undo()).toMatch(/may still be under way|is left to undo|no change to undo/);
    await notion.clock.advance(MAX_UNDER_WAY_MS);
    expect(await undo()).toMatch(/is left to undo|no change to undo/);
    expect(content()).toEqual(before);
  });
});

describe('an addition of a process that was killed', () => {
  it('goes as far as an undo that was killed has left it', async () => {
    const before = content();
    const add = { page: GUIDE, content: 'One\n\nTwo\n\nThree\n\nFour' };
    const change = changeIn(await notion.call('notion_add_content', add));
    await forgetEnds();
    // The undo ends in the middle.
    notion.sandbox.failNext({ kind: 'refused', status: 403, code: 'restricted_resource' }, 2, /^PATCH/);
    expect(await undo(change)).toContain('Undone: 2 blocks');
    await forgetEnds();
    expect(await undo(change)).toContain('Undone: 2 blocks');
    expect(content()).toEqual(before);
  });

  it('is told from that of another call with other texts', async () => {
    const [first, second] = [
      changeIn(await notion.call('notion_add_content', { page: GUIDE, content: 'Mine' })),
      changeIn(await notion.call('notion_add_content', { page: GUIDE, content: 'Yours' })),
    ];
    await forgetEnds();
    expect(await undo(first)).toContain('Mine: to the trash');
    expect(await undo(second)).toContain('Yours: to the trash');
  });

  it('leaves what another call has changed, and says so', async () => {
    const add = { page: GUIDE, content: 'One\n\nTwo\n\nThree' };
    const change = changeIn(await notion.call('notion_add_content', add));
    await notion.call('notion_edit_page', { page: GUIDE, edits: [{ find: 'Two', replace: 'Second' }] });
    await forgetEnds();
    const answer = await undo(change);
    expect(answer).toContain('Undone: 2 blocks');
    expect(answer).toContain('1 of its blocks was changed, moved or removed since.');
  });

  it('goes with what another call has changed and taken back', async () => {
    const before = content();
    const add = { page: GUIDE, content: 'One\n\nTwo\n\nThree' };
    const change = changeIn(await notion.call('notion_add_content', add));
    const edited = await notion.call('notion_edit_page', {
      page: GUIDE,
      edits: [{ find: 'Two', replace: 'Second' }],
    });
    const undone = changeIn((await undo(changeIn(edited))).replace(changeIn(edited), ''));
    await forgetEnds(changeIn(edited), undone);
    expect(await undo(change)).toContain('Undone: 3 blocks');
    expect(content()).toEqual(before);
  });

  it('stays where another call may have added the same', async () => {
    const change = changeIn(await notion.call('notion_add_content', { page: GUIDE, content: 'Same' }));
    await notion.call('notion_add_content', { page: GUIDE, content: 'Same' });
    await forgetEnds();
    expect(await undo(change)).toContain('It is not known whether this was saved');
  });
});

it('takes an icon for one that it can bring back only if it can', async () => {
  const icon = (name: string): Promise<string> =>
    notion.call('notion_upload_file', { to: GUIDE, as: 'icon', data, name });
  await icon('first.png');
  const second = await icon('second.png');
  const after = content();
  expect(await undo(changeIn(second))).toContain('Notion cannot bring back what was there.');
  expect(content()).toEqual(after);
});
