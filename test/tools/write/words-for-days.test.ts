import { afterEach, expect, it } from '@jest/globals';
import { startWriteSandbox, type WriteSandbox } from '../../support/notion/write-sandbox.js';

let notion: WriteSandbox | undefined;

afterEach(() => notion?.close());

const due = (text: string): object => ({
  parent: 'Tasks',
  pages: [{ title: 'Dated', properties: { Due: text } }],
});

it('words for days are read by the zone that is known', async () => {
  notion = await startWriteSandbox({ timeZone: 'Europe/Berlin' });
  expect(await notion.call('notion_create_pages', due('tomorrow 15:00'))).toMatch(
    /Due: \d{4}-\d\d-\d\d 15:00 \+0[12]:00/,
  );
  expect(await notion.call('notion_set_properties', { pages: ['Dated'], set: { Due: 'yesterday' } })).toMatch(
    /Due: .* 15:00 \+0[12]:00 → \d{4}-\d\d-\d\d\n/,
  );
});

it('rows are chosen by words for days, and the answer says which days these were', async () => {
  notion = await startWriteSandbox({ timeZone: 'Europe/Berlin' });
  const change = { database: 'Tasks', set: { Estimate: 3 }, dry_run: true };
  const answer = await notion.call('notion_set_properties', { ...change, where: { Due: 'last 30 days' } });
  expect(answer).toMatch(
    /Asked: "Due" .*\.\n?.*"last 30 days" is \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d in "Europe\/Berlin"/s,
  );
});

it('words for days are refused where no zone is known', async () => {
  notion = await startWriteSandbox();
  await expect(notion.call('notion_create_pages', due('tomorrow'))).rejects.toThrow('depends on a time zone');
});
