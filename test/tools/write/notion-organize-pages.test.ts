import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { contentOf } from '../../../src/sandbox/content-of-workspace.js';
import { startWriteSandbox, type WriteSandbox, withoutIds } from '../../support/notion/write-sandbox.js';

const LEAF = 'Deploy guide';
const RECORDS = 'Architecture records';
const TASK = 'Document the passenger counter';

let notion: WriteSandbox;

beforeEach(async () => {
  notion = await startWriteSandbox();
});

afterEach(() => notion.close());

const organize = (input: object, options: Parameters<WriteSandbox['call']>[2] = {}): Promise<string> =>
  notion.call('notion_organize_pages', input, options);
const undo = (): Promise<string> => notion.call('notion_undo', {});
const content = (): unknown => contentOf(notion.sandbox.workspace);
const tokenIn = (answer: string): string => /"confirm":"([^"]+)"/.exec(answer)?.[1] ?? '';
const withoutToken = (answer: string): string => withoutIds(answer).replace(tokenIn(answer), 'TOKEN');
const urlOf = (title: string): string => {
  const page = [...notion.sandbox.workspace.pages.values()].find(({ values }) =>
    JSON.stringify([...values.values()]).includes(JSON.stringify(title)),
  );
  return `https://app.notion.com/p/${page?.id.replaceAll('-', '') ?? ''}`;
};

describe('notion_organize_pages: trash', () => {
  it('takes one page without others below at once, and undo restores it', async () => {
    const before = content();
    expect(withoutIds(await organize({ pages: [LEAF], action: 'trash' }))).toMatchSnapshot();
    expect(content()).not.toEqual(before);
    expect(withoutIds(await undo())).toMatchSnapshot();
    expect(content()).toEqual(before);
  });

  it('asks to confirm what goes along, and takes the token for exactly that', async () => {
    const call = { pages: [RECORDS], action: 'trash' };
    await expect(organize(call)).rejects.toThrow('this has to be confirmed');
    const rehearsal = await organize({ ...call, dry_run: true });
    expect(withoutToken(rehearsal)).toMatchSnapshot();
    const confirm = tokenIn(rehearsal);
    await expect(organize({ ...call, pages: [RECORDS, LEAF], confirm })).rejects.toThrow('for another call');
    await expect(organize({ ...call, confirm }, { actor: 'key 0123456789ab' })).rejects.toThrow(
      'another call',
    );
    expect(notion.writes()).toEqual([]);
    expect(withoutIds(await organize({ ...call, confirm }))).toMatchSnapshot();
    expect(notion.writes()).toEqual(['PATCH /v1/pages/{page_id} 200']);
  });

  it('does not take a token when something has come below since, nor an old one', async () => {
    const call = { pages: [RECORDS], action: 'trash' };
    const confirm = tokenIn(await organize({ ...call, dry_run: true }));
    await notion.call('notion_create_pages', { parent: RECORDS, pages: [{ title: 'New' }] });
    await expect(organize({ ...call, confirm })).rejects.toThrow('something has changed there since');
    const later = tokenIn(await organize({ ...call, dry_run: true }));
    await notion.clock.advance(600_000);
    await expect(organize({ ...call, confirm: later })).rejects.toThrow('ended');
  });

  it('goes on without a token where the person has agreed', async () => {
    const call = { pages: [LEAF, 'On-call guide'], action: 'trash' };
    const refused = organize(call, { approval: { token: undefined } });
    await expect(refused).rejects.toThrow('the person has to confirm it');
    const { token } = (await refused.catch((error: unknown) => error)) as { token: string };
    expect(await organize(call, { approval: { token } })).toContain('2 pages in the trash.');
  });

  it('says what is so already', async () => {
    await organize({ pages: [LEAF], action: 'trash' });
    notion.writes();
    expect(await organize({ pages: [urlOf(LEAF)], action: 'trash' })).toBe(
      'Nothing to change.\n\n1 page already is so.',
    );
    expect(notion.writes()).toEqual([]);
  });
});

describe('notion_organize_pages: restore', () => {
  it('is verified by reading', async () => {
    await organize({ pages: [LEAF], action: 'trash' });
    notion.writes();
    const answer = await organize({ pages: [urlOf(LEAF)], action: 'restore' });
    expect(withoutIds(answer)).toMatchSnapshot();
    expect(await organize({ pages: [LEAF], action: 'restore' })).toContain('Nothing to change.');
  });

  it('names what lies above in the trash', async () => {
    const call = { pages: [RECORDS], action: 'trash' };
    await organize({ ...call, confirm: tokenIn(await organize({ ...call, dry_run: true })) });
    const below = urlOf('ADR 001: One queue per harbour');
    await expect(organize({ pages: [below], action: 'restore' })).rejects.toThrow(
      '"ADR 001: One queue per harbour" lies in "Architecture records", which is in the trash itself.',
    );
    await expect(organize({ pages: [below], action: 'lock' })).rejects.toThrow('is in the trash');
  });
});

describe('notion_organize_pages: move', () => {
  it('shows from where to where, and undo moves back', async () => {
    const before = content();
    expect(withoutIds(await organize({ pages: [LEAF], action: 'move', to: RECORDS }))).toMatchSnapshot();
    expect(await organize({ pages: [LEAF], action: 'move', to: RECORDS })).toContain('1 page already is so.');
    expect(withoutIds(await undo())).toMatchSnapshot();
    // At the end of its place: no place within a page can be asked for.
    expect(JSON.stringify(content()).length).toBe(JSON.stringify(before).length);
  });

  it('of an archived page is taken back like others', async () => {
    await organize({ pages: [LEAF], action: 'archive' });
    await organize({ pages: [urlOf(LEAF)], action: 'move', to: RECORDS });
    expect(await undo()).toContain('back to ');
  });

  it('says which values the new place drops, and asks to confirm that', async () => {
    const call = { pages: [TASK], action: 'move', to: RECORDS };
    await expect(organize(call)).rejects.toThrow('would drop the values of');
    const rehearsal = await organize({ ...call, dry_run: true });
    expect(withoutToken(rehearsal)).toMatchSnapshot();
    expect(await organize({ ...call, confirm: tokenIn(rehearsal) })).toContain('1 page moved.');
  });

  it.each([
    [
      { pages: [RECORDS], to: 'ADR 001: One queue per harbour' },
      'cannot be moved into itself or below itself',
    ],
    [{ pages: [LEAF] }, 'It is not said where the pages go.'],
    [{ pages: [LEAF], to: 'No such place' }, 'No database and no page with this title'],
  ])('refuses %j', async (input, problem) => {
    await expect(organize({ ...input, action: 'move' })).rejects.toThrow(problem);
    expect(notion.writes()).toEqual([]);
  });
});

describe('notion_organize_pages: other actions', () => {
  it.each(['lock', 'archive'] as const)('%s is taken back by its opposite', async (action) => {
    const before = content();
    expect(withoutIds(await organize({ pages: [LEAF, TASK], action }))).toMatchSnapshot();
    expect(withoutIds(await undo())).toMatchSnapshot();
    expect(content()).toEqual(before);
  });

  it('duplicates a page beside itself, and says what is not copied', async () => {
    const answer = await organize({
      pages: ['ADR 005: No personal data in logs', LEAF, TASK],
      action: 'duplicate',
    });
    expect(withoutIds(answer)).toMatchSnapshot();
    const copy = await notion.call('notion_organize_pages', { pages: [`${LEAF} (copy)`], action: 'lock' });
    expect(copy).toContain('1 page locked.');
    await expect(organize({ pages: ['Everything Notion can do'], action: 'duplicate' })).rejects.toThrow(
      'cannot be read whole',
    );
  });

  it('duplicates into another place', async () => {
    const answer = await organize({ pages: [TASK], action: 'duplicate', to: RECORDS, dry_run: true });
    expect(withoutIds(answer)).toMatchSnapshot();
    await expect(organize({ pages: ['Platform handbook'], action: 'duplicate' })).rejects.toThrow(
      'lies where no page can be made',
    );
  });

  it('sends nothing unless all pages are found', async () => {
    await expect(organize({ pages: [LEAF, 'No such page'], action: 'lock' })).rejects.toThrow('title');
    await expect(organize({ pages: [LEAF], action: 'lock', to: RECORDS })).rejects.toThrow(
      'Only move and duplicate take',
    );
    expect(notion.writes()).toEqual([]);
  });

  it('proposes', async () => {
    const answer = await organize({ pages: [RECORDS], action: 'trash' }, { isProposal: true });
    expect(answer).toContain('This server only proposes changes');
    expect(answer).not.toContain('"confirm"');
  });
});

describe('notion_organize_pages and failures', () => {
  it("tells Notion's error of one page, and goes on with the others", async () => {
    notion.sandbox.failNext({ kind: 'refused', status: 403, code: 'restricted_resource' }, 1, /^PATCH/);
    expect(withoutIds(await organize({ pages: [LEAF, TASK], action: 'lock' }))).toMatchSnapshot();
  });

  it.each([
    ['saved', true, ['PATCH /v1/pages/{page_id} 500']],
    ['not saved', false, ['PATCH /v1/pages/{page_id} 500', 'PATCH /v1/pages/{page_id} 200']],
  ])('looks after a lost answer that was %s', async (_name, saved, sent) => {
    notion.sandbox.failNext({ kind: 'internal_server_error', saved }, 1, /^PATCH/);
    expect(await organize({ pages: [LEAF], action: 'trash' })).toContain('1 page in the trash.');
    expect(notion.writes()).toEqual(sent);
  });

  it('makes a request that is named again once', async () => {
    const call = { pages: [LEAF], action: 'duplicate', request_key: 'a' };
    await organize(call);
    expect(await organize(call)).toContain('This request was made before');
    await expect(organize({ ...call, action: 'lock' })).rejects.toThrow('for another request');
  });
});

describe('WRITE_ROOTS', () => {
  it.each([
    ['from inside to outside', 'ADR 001: One queue per harbour', 'Platform handbook'],
    ['from outside to inside', LEAF, RECORDS],
  ])('allow no move %s', async (_name, page, to) => {
    const root = urlOf(RECORDS).slice(-32);
    await notion.close();
    notion = await startWriteSandbox({ roots: [root] });
    await expect(organize({ pages: [page], action: 'move', to })).rejects.toThrow('outside');
    expect(notion.writes()).toEqual([]);
    const inside = { pages: ['ADR 001: One queue per harbour'], to: 'ADR 002: Timetables are immutable' };
    expect(await organize({ ...inside, action: 'move' })).toContain('1 page moved.');
  });
});
