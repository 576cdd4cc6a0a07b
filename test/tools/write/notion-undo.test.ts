import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { contentOf } from '../../../src/sandbox/content-of-workspace.js';
import { startWriteSandbox, type WriteSandbox, withoutIds } from '../../support/notion/write-sandbox.js';

const TASK = 'Document the passenger counter';

let notion: WriteSandbox;

beforeEach(async () => {
  notion = await startWriteSandbox();
});

afterEach(() => notion.close());

const set = (values: object): Promise<string> =>
  notion.call('notion_set_properties', { pages: [TASK], set: values });
const undo = (input: object = {}, actor = 'local'): Promise<string> =>
  notion.call('notion_undo', input, { actor });
const changeOf = (answer: string): string => /Change ([0-9a-f]{16})/.exec(answer)?.[1] ?? '';

describe('notion_undo', () => {
  it('brings back what was there', async () => {
    const before = contentOf(notion.sandbox.workspace);
    await set({ Status: 'Done', Due: null, Assignee: ['Hana Sato'] });
    expect(contentOf(notion.sandbox.workspace)).not.toEqual(before);
    expect(withoutIds(await undo())).toMatchSnapshot();
    expect(contentOf(notion.sandbox.workspace)).toEqual(before);
  });

  it('moves what was made to the trash', async () => {
    const made = await notion.call('notion_create_pages', { parent: 'Tasks', pages: [{ title: 'New one' }] });
    expect(withoutIds(await undo({ change: changeOf(made) }))).toMatchSnapshot();
  });

  it('changes nothing that was changed since', async () => {
    const first = await set({ Status: 'Done' });
    await set({ Status: 'Blocked' });
    notion.writes();
    const answer = await undo({ change: changeOf(first) });
    expect(answer).toContain('stays as it is: Its values were changed since.');
    expect(notion.writes()).toEqual([]);
  });

  it('is done once', async () => {
    const first = await set({ Status: 'Done' });
    await undo({ change: changeOf(first) });
    expect(await undo({ change: changeOf(first) })).toContain('is undone already');
    await expect(undo()).rejects.toThrow('There is no change to undo.');
  });

  it('rehearses', async () => {
    await set({ Status: 'Done' });
    notion.writes();
    expect(await undo({ dry_run: true })).toContain('Status: Done → In progress');
    expect(notion.writes()).toEqual([]);
  });

  it('finds no change of another caller', async () => {
    const first = await set({ Status: 'Done' });
    await expect(undo({ change: changeOf(first) }, 'key 0123456789ab')).rejects.toThrow('has made no change');
    await expect(undo({}, 'key 0123456789ab')).rejects.toThrow('There is no change to undo.');
  });
});
