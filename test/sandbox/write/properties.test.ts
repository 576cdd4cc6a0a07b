import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startWritten } from './written.js';
import type { Written } from './written.js';

let to: Written;
let row: string;

beforeAll(async () => {
  to = await startWritten({ blocks: 0 });
  row = to.rowIds[2] ?? '';
});

afterAll(async () => {
  await to.close();
});

const set = async (properties: unknown) =>
  (await to.done(`PATCH /v1/pages/${row}`, { properties })).properties;
const refused = async (properties: unknown) =>
  (await to.refused(`PATCH /v1/pages/${row}`, { properties })).message;
const text = (content: string, more = {}) => ({ text: { content }, ...more });

describe('values that are set', () => {
  it.each([
    ['Stage', { status: { name: 'FINISHED' } }, { name: 'Finished' }],
    ['Stage', { status: null }, { name: 'Planned' }],
    ['Team', { select: { name: 'compass' } }, { name: 'Compass' }],
    ['Team', { select: null }, null],
    ['Distance', { number: 0.5 }, 0.5],
    ['Distance', { number: null }, null],
    ['Departure', { date: { start: '2026-01-02' } }, { start: '2026-01-02', end: null, time_zone: null }],
    ['Departure', { date: { start: '2026-01-02T03:04' } }, { start: '2026-01-02T03:04:00.000+00:00' }],
    ['Departure', { date: { start: '2026-07-02T03:04:59Z' } }, { start: '2026-07-02T03:04:00.000+00:00' }],
    [
      'Departure',
      { date: { start: '2026-03-29T04:30', end: '2026-12-01T04:30', time_zone: 'Europe/Helsinki' } },
      { start: '2026-03-29T04:30:00.000+03:00', end: '2026-12-01T04:30:00.000+02:00' },
    ],
    ['Departure', { date: null }, null],
    ['Skipper', { people: [] }, []],
  ])('%s: %j', async (name, value, read) => {
    const property = (await set({ [name]: value }))[name] ?? {};
    const shown = property[String(property['type'])];
    expect(shown).toEqual(
      typeof read === 'object' && read !== null && !Array.isArray(read)
        ? expect.objectContaining(read)
        : read,
    );
  });

  it('replaces a list, and makes an option for a name that nobody knows', async () => {
    await set({ Tags: { multi_select: [{ name: 'calm' }, { name: 'NIGHT' }] } });
    const { Tags } = await set({ Tags: { multi_select: [{ name: 'Storm' }] } });
    expect(Tags).toMatchObject({ multi_select: [{ name: 'Storm' }] });
    const source = await to.done(`GET /v1/data_sources/${to.dataSourceId}`);
    const tags = source.properties['Tags']?.['multi_select'] as { options: { name: string }[] } | undefined;
    expect(tags?.options.map(({ name }) => name)).toEqual(['calm', 'rough', 'night', 'Storm']);
  });

  it('gives equal neighbours back as one, and no markup a meaning', async () => {
    const bold = { annotations: { bold: true } };
    const { Notes } = await set({
      Notes: {
        rich_text: [text('a'.repeat(2000)), text('**b**'), text(''), text('c', bold), text('d', bold)],
      },
    });
    const read = Notes?.['rich_text'] as { plain_text: string }[];
    expect(read.map(({ plain_text: plain }) => plain.slice(-6))).toEqual(['a**b**', 'cd']);
  });

  it('shows 25 of a relation, and all of it where the property is asked for', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 27; index += 1) {
      ids.push((await to.done('POST /v1/pages', { parent: { data_source_id: to.dataSourceId } })).id);
    }
    const { Follows } = await set({ Follows: { relation: ids.map((id) => ({ id })) } });
    expect(Follows).toMatchObject({ relation: ids.slice(0, 25).map((id) => ({ id })), has_more: true });
    const column = encodeURIComponent(String(Follows?.['id']));
    const path = `GET /v1/pages/${row}/properties/${decodeURIComponent(column)}`;
    const first = await to.done(`${path}?page_size=20`);
    expect([first.results.length, first['has_more']]).toEqual([20, true]);
    const rest = await to.done(`${path}?start_cursor=${String(first['next_cursor'])}`);
    expect(
      [...first.results, ...rest.results].map((item) => (item['relation'] as { id: string }).id),
    ).toEqual(ids);
  });
});

describe('values that are refused', () => {
  const many = (count: number, item: unknown) => Array.from({ length: count }, () => item);

  it.each([
    [{ Colour: { number: 1 } }, 'Colour is not a property that exists.'],
    [{ Stage: { select: { name: 'Running' } } }, 'Stage is expected to be status.'],
    [{ Stage: { status: { name: 'Sunk' } } }, 'Status option "Sunk" does not exist'],
    [
      { Team: { select: { name: 'High, really' } } },
      'Invalid select option, commas not allowed: High, really',
    ],
    [{ Team: { select: { name: 'Anchor', color: 'pink' } } }, "doesn't match the existing one"],
    [{ Distance: { number: '5' } }, 'body.properties.Distance.number should be a number, instead was `"5"`.'],
    [{ Departure: { date: { start: '2026-01-02', time_zone: 'Europe/Oslo' } } }, 'has no time'],
    [{ Departure: { date: { start: '2026-01-02T01:00Z', time_zone: 'Europe/Oslo' } } }, 'has an offset'],
    [{ Departure: { date: { start: '2026-01-02T01:00', time_zone: 'Mars/Base' } } }, 'IANA time zone'],
    [{ Departure: { date: { start: '2026-01-02', end: '2026-01-01' } } }, 'must be before end date'],
    [{ Departure: { date: { start: '2026-01-02', end: '2026-01-03T01:00Z' } } }, 'both be dates'],
    [{ Departure: { date: { start: 'soon' } } }, 'a valid ISO 8601 date string'],
    [
      { Follows: { relation: [{ id: 'x' }] } },
      'body.properties.Follows.relation[0].id should be a valid uuid',
    ],
    [
      { Tags: { multi_select: many(101, { name: 'calm' }) } },
      'body.properties.Tags.multi_select.length should be ≤ `100`, instead was `101`.',
    ],
    [
      { Notes: { rich_text: [text(`${'a'.repeat(1999)}😀`)] } },
      'body.properties.Notes.rich_text[0].text.content.length should be ≤ `2000`, instead was `2001`.',
    ],
    [
      { Notes: { rich_text: many(101, text('a')) } },
      'rich_text.length should be ≤ `100`, instead was `101`.',
    ],
    [{ Notes: { rich_text: [{ text: { content: 'a', size: 3 } }] } }, 'text.size should be not present'],
    [
      { Notes: { rich_text: [text('a', { annotations: { color: 'teal' } })] } },
      'annotations.color should be',
    ],
  ])('%j', async (properties, message) => {
    const before = await to.done(`GET /v1/pages/${row}`);
    expect(await refused(properties)).toContain(message);
    expect((await to.done(`GET /v1/pages/${row}`)).properties).toEqual(before.properties);
  });

  it('computed values, for which the whole request fails', async () => {
    await to.done(`PATCH /v1/data_sources/${to.dataSourceId}`, {
      properties: { Number: { unique_id: { prefix: null } }, Made: { created_time: {} } },
    });
    expect(await refused({ Made: { created_time: '2026-01-01' }, Distance: { number: 77 } })).toContain(
      'created_time',
    );
    expect(await refused({ Number: { unique_id: { number: 3 } } })).toContain('unique_id');
  });

  it('a page that is not in the related data source, or nobody can see', async () => {
    expect(await refused({ Follows: { relation: [{ id: to.pageId }] } })).toContain(
      'is not in the data source',
    );
    const nowhere = '11111111-1111-4111-8111-111111111111';
    expect(await refused({ Follows: { relation: [{ id: nowhere }] } })).toContain('Could not find page');
  });

  it.each([
    [{ archived: true }, 'body.archived should be not present, instead was `true`.'],
    [{ colour: 'red' }, 'body.colour should be not present, instead was `"red"`.'],
    [{ icon: { emoji: 'ship' } }, 'a valid emoji'],
    [{ is_locked: 'yes' }, 'body.is_locked should be a boolean, instead was `"yes"`.'],
  ])('%j', async (body, message) => {
    expect((await to.refused(`PATCH /v1/pages/${row}`, body)).message).toContain(message);
  });
});

it('a lock does not stop writes', async () => {
  await to.done(`PATCH /v1/pages/${row}`, { is_locked: true });
  expect(await to.done(`PATCH /v1/pages/${row}`, { is_archived: true })).toMatchObject({
    is_locked: true,
    is_archived: true,
    in_trash: false,
  });
});
