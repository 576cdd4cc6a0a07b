import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startWriteSandbox, type WriteSandbox, withoutIds } from '../../support/notion/write-sandbox.js';

const TASK = 'Document the passenger counter';

let notion: WriteSandbox;

beforeEach(async () => {
  notion = await startWriteSandbox();
});

afterEach(() => notion.close());

const set = (input: object): Promise<string> => notion.call('notion_set_properties', input);

describe('notion_set_properties', () => {
  it('shows each value before and after, and names the change', async () => {
    const answer = await set({
      pages: [TASK],
      set: { status: 'done', Due: '2026-12-01 to 2026-12-03', Assignee: ['hana.sato@example.com'] },
    });
    expect(withoutIds(answer)).toMatchSnapshot();
    expect(notion.writes()).toEqual(['PATCH /v1/pages/{page_id} 200']);
  });

  it('sends nothing for a dry run, and says the same', async () => {
    const answer = await set({ pages: [TASK], set: { Status: 'Done' }, dry_run: true });
    expect(answer).toContain('Nothing was changed. This call would change 1 page.');
    expect(answer).toContain('Status: In progress → Done');
    expect(notion.writes()).toEqual([]);
  });

  it('sends nothing for what is so already', async () => {
    expect(await set({ pages: [TASK], set: { Status: 'In progress' } })).toContain('Nothing to change.');
    expect(notion.writes()).toEqual([]);
  });

  it('tells all problems at once, and sends nothing', async () => {
    const wrong = set({
      pages: [TASK],
      set: { Status: 'Dome', Priority: 'Very high', Created: '2026-01-01', Colour: 'red', Due: 'tomorrow' },
    });
    await expect(wrong).rejects.toThrow(/problems; nothing was changed/);
    await expect(wrong).rejects.toThrow(/has no option "Dome"\. Did you mean "Done"\?/);
    await expect(wrong).rejects.toThrow(/has no option "Very high"/);
    await expect(wrong).rejects.toThrow(/There is no property "Colour"/);
    await expect(wrong).rejects.toThrow(/time zone/);
    expect(notion.writes()).toEqual([]);
  });

  it('makes a new option only where it is asked to', async () => {
    await expect(set({ pages: [TASK], set: { Priority: 'Someday' } })).rejects.toMatchObject({
      advice: expect.stringContaining('new_options: true'),
    });
    const answer = await set({ pages: [TASK], set: { Priority: 'Someday' }, new_options: true });
    expect(answer).toContain('→ Someday');
  });

  it('sets the title, the icon and the lock by name', async () => {
    const answer = await set({ pages: [TASK], set: { title: 'Renamed', icon: '🚋', lock: true } });
    expect(answer).toContain('Renamed https://');
    expect(answer).toContain('Icon: (empty) → 🚋');
    expect(answer).toContain('Lock: not locked → locked');
  });

  it('tells what Notion refuses', async () => {
    notion.sandbox.failNext({ kind: 'refused', status: 403, code: 'restricted_resource' }, 1, /^PATCH/);
    await expect(set({ pages: [TASK], set: { Status: 'Done' } })).rejects.toThrow('"update content"');
  });

  it.each([
    ['saved', true, ['PATCH /v1/pages/{page_id} 500']],
    ['not saved', false, ['PATCH /v1/pages/{page_id} 500', 'PATCH /v1/pages/{page_id} 200']],
  ])('never sends twice what is saved: a 500 that was %s', async (_name, saved, sent) => {
    notion.sandbox.failNext({ kind: 'internal_server_error', saved }, 1, /^PATCH/);
    expect(await set({ pages: [TASK], set: { Status: 'Done' } })).toContain('Status: In progress → Done');
    expect(notion.writes()).toEqual(sent);
  });

  it('returns the first answer to a request that is made again under its key', async () => {
    const input = { pages: [TASK], set: { Status: 'Done' }, request_key: 'a' };
    await set(input);
    await set({ pages: [TASK], set: { Status: 'Blocked' } });
    notion.writes();
    expect(await set(input)).toContain('nothing was sent again');
    expect(notion.writes()).toEqual([]);
    await expect(set({ ...input, set: { Status: 'In review' } })).rejects.toThrow('another request');
  });

  it('only proposes where a server does no more', async () => {
    const options = { isProposal: true };
    const answer = await notion.call(
      'notion_set_properties',
      { pages: [TASK], set: { Status: 'Done' } },
      options,
    );
    expect(answer).toContain('This server only proposes changes');
    expect(notion.writes()).toEqual([]);
  });

  const rows = { database: 'Tasks', where: [{ property: 'Priority', operator: 'equals', value: 'Urgent' }] };

  it('changes the rows that conditions choose once that is confirmed', async () => {
    const input = { ...rows, set: { Status: 'Done' } };
    await expect(set(input)).rejects.toThrow(
      /rows of the database "Tasks" get other values\. Nothing was changed/,
    );
    const rehearsal = await set({ ...input, dry_run: true });
    const [, confirm] = /"confirm":"([^"]+)"/.exec(rehearsal) ?? [];
    expect(notion.writes()).toEqual([]);
    const [, count] = /would change (\d+) pages/.exec(rehearsal) ?? [];
    const answer = await set({ ...input, confirm });
    expect(answer).toContain(`${count} pages changed.`);
    expect(notion.writes()).toHaveLength(Number(count));
    expect(await set({ ...input, dry_run: true })).toContain('Nothing to change.');
  });

  it('changes as many rows as one call may, and says that there are more', async () => {
    const answer = await set({ database: 'Tasks', where: [], set: { Estimate: 77 }, dry_run: true });
    expect(answer).toContain('This call would change 50 pages.');
    expect(answer).toContain('More rows match: one call changes 50.');
  });

  it('takes no conditions beside pages as none', async () => {
    expect(await set({ pages: [TASK], where: [], set: { Estimate: 77 }, dry_run: true })).toContain(
      'This call would change 1 page.',
    );
  });

  it.each([
    [{ pages: [TASK], database: 'Tasks', where: [] }, /given in one way/],
    [{ database: 'Tasks' }, /given in one way/],
    [
      { database: 'Tasks', where: [{ property: 'Prority', operator: 'equals', value: 'x' }] },
      /no property "Prority"/,
    ],
  ])('refuses %j', async (targets, problem) => {
    await expect(set({ ...targets, set: { Estimate: 1 } })).rejects.toThrow(
      expect.objectContaining({ message: expect.stringMatching(problem) }),
    );
  });
});
