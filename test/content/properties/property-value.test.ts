import { describe, expect, it } from '@jest/globals';
import type { PageObjectResponse } from '@notionhq/client';
import fc from 'fast-check';
import type { Names } from '../../../src/content/names.js';
import type { PropertyValue } from '../../../src/content/properties/property-types.js';
import { renderPropertyValue } from '../../../src/content/properties/property-value.js';

const launch = '0b2f3c4d-0000-4000-8000-000000000001';
const paris = '0b2f3c4d-0000-4000-8000-000000000002';
const lost = '1f2e3d4c-0000-4000-8000-000000000003';
const ana = '0b2f3c4d-0000-4000-8000-00000000000a';
const names: Names = {
  title: (id) =>
    new Map([
      [launch, 'Launch *plan*'],
      [paris, 'Paris, spring'],
    ]).get(id),
  user: (id) => new Map([[ana, 'Ana López']]).get(id),
};

function text(content: string, bold = false): unknown {
  return { type: 'text', text: { content, link: null }, plain_text: content, annotations: { bold } };
}
function person(id: string, name?: string, email?: string): unknown {
  return { object: 'user', id, ...(name === undefined ? {} : { name }), type: 'person', person: { email } };
}
const signed =
  'https://prod-files-secure.s3.us-west-2.amazonaws.com/a/b/label.pdf?X-Amz-Expires=300&X-Amz-Signature=abc';

const table: [string, PropertyValue, string][] = [
  ['title', { type: 'title', title: [text('Ship '), text('it', true)] }, 'Ship **it**'],
  ['title, empty', { type: 'title', title: [] }, ''],
  ['rich_text', { type: 'rich_text', rich_text: [text('2 * 3 | 4')] }, '2 * 3 | 4'],
  ['number', { type: 'number', number: 0 }, '0'],
  ['number with noise', { type: 'number', number: 0.1 + 0.2 }, '0.3'],
  ['number, large', { type: 'number', number: 1234567890123456 }, '1234567890123456'],
  ['number, empty', { type: 'number', number: null }, ''],
  ['select', { type: 'select', select: { name: '🐢 Low*', color: 'red' } }, '🐢 Low*'],
  ['select, empty', { type: 'select', select: null }, ''],
  ['status', { type: 'status', status: { name: 'Done' } }, 'Done'],
  ['multi_select', { type: 'multi_select', multi_select: [{ name: 'a' }, { name: 'b' }] }, 'a, b'],
  ['date', { type: 'date', date: { start: '2026-03-04', end: null, time_zone: null } }, '2026-03-04'],
  [
    'date-time',
    { type: 'date', date: { start: '2026-03-04T09:30:00.000+02:00', end: null, time_zone: null } },
    '2026-03-04 09:30 +02:00',
  ],
  [
    'date range',
    { type: 'date', date: { start: '2026-03-04', end: '2026-03-06' } },
    '2026-03-04 → 2026-03-06',
  ],
  ['date, empty', { type: 'date', date: null }, ''],
  [
    'people',
    { type: 'people', people: [person('u1', 'Ben', 'ben@example.com'), person(ana)] },
    'Ben, Ana López',
  ],
  [
    'people, nameless',
    { type: 'people', people: [person(lost, undefined, 'x@example.com')] },
    'x@example.com',
  ],
  ['people, unknown', { type: 'people', people: [{ object: 'user', id: lost }] }, '[user 1f2e3d4c…]'],
  ['group', { type: 'people', people: [{ object: 'group', id: lost, name: 'Platform' }] }, 'Platform'],
  [
    'files, external',
    {
      type: 'files',
      files: [{ name: 'a.png', type: 'external', external: { url: 'https://example.com/a.png' } }],
    },
    'a.png (https://example.com/a.png)',
  ],
  [
    'files, named by address',
    {
      type: 'files',
      files: [
        { name: 'https://example.com/a', type: 'external', external: { url: 'https://example.com/a' } },
      ],
    },
    'https://example.com/a',
  ],
  [
    'files, signed',
    { type: 'files', files: [{ name: 'label.pdf', type: 'file', file: { url: signed } }] },
    'label.pdf',
  ],
  [
    'files, signed without a name',
    { type: 'files', files: [{ name: '', type: 'file', file: { url: signed } }] },
    'label.pdf',
  ],
  [
    'files, signed as external',
    { type: 'files', files: [{ name: signed, type: 'external', external: { url: signed } }] },
    'label.pdf',
  ],
  ['checkbox', { type: 'checkbox', checkbox: true }, 'yes'],
  ['checkbox, off', { type: 'checkbox', checkbox: false }, 'no'],
  ['url', { type: 'url', url: 'https://example.com/a_b_c' }, 'https://example.com/a_b_c'],
  ['url, signed', { type: 'url', url: signed }, '(file kept in Notion; open the page)'],
  ['url, empty', { type: 'url', url: null }, ''],
  ['email', { type: 'email', email: 'orders@example.com' }, 'orders@example.com'],
  ['phone_number', { type: 'phone_number', phone_number: '+1 555 0100' }, '+1 555 0100'],
  [
    'formula string',
    { type: 'formula', formula: { type: 'string', string: '<b>late</b>' } },
    '\\<b>late\\</b>',
  ],
  ['formula number', { type: 'formula', formula: { type: 'number', number: 1.5 } }, '1.5'],
  ['formula boolean', { type: 'formula', formula: { type: 'boolean', boolean: false } }, 'no'],
  [
    'formula date',
    {
      type: 'formula',
      formula: { type: 'date', date: { start: '2026-05-04T12:13:00.000+00:00', end: null } },
    },
    '2026-05-04 12:13 UTC',
  ],
  ['formula, empty', { type: 'formula', formula: { type: 'string', string: null } }, ''],
  [
    'formula, unsupported',
    { type: 'formula', formula: { type: 'unsupported', unsupported: {} } },
    '(not computed by Notion’s API)',
  ],
  ['relation', { type: 'relation', relation: [{ id: launch }], has_more: false }, 'Launch \\*plan\\*'],
  ['relation, unknown', { type: 'relation', relation: [{ id: lost }], has_more: false }, '[page 1f2e3d4c…]'],
  [
    'relation, cut',
    { type: 'relation', relation: [{ id: lost }], has_more: true },
    '[page 1f2e3d4c…] … more than 1 in all',
  ],
  [
    'relation, commas',
    { type: 'relation', relation: [{ id: paris }, { id: launch }] },
    'Paris, spring; Launch \\*plan\\*',
  ],
  ['relation, empty', { type: 'relation', relation: [], has_more: false }, ''],
  ['rollup number', { type: 'rollup', rollup: { type: 'number', number: 7, function: 'sum' } }, '7'],
  ['rollup date', { type: 'rollup', rollup: { type: 'date', date: { start: '2026-01-01' } } }, '2026-01-01'],
  [
    'rollup array',
    {
      type: 'rollup',
      rollup: {
        type: 'array',
        array: [
          { type: 'title', title: [text('A')] },
          { type: 'number', number: null },
          { type: 'formula', formula: { type: 'string', string: 'B' } },
        ],
      },
    },
    'A, B',
  ],
  [
    'rollup, unsupported',
    { type: 'rollup', rollup: { type: 'unsupported', unsupported: {} } },
    '(not computed by Notion’s API)',
  ],
  [
    'rollup, incomplete',
    { type: 'rollup', rollup: { type: 'incomplete', incomplete: {} } },
    '(not computed by Notion’s API)',
  ],
  [
    'created_time',
    { type: 'created_time', created_time: '2026-06-27T16:59:00.000Z' },
    '2026-06-27 16:59 UTC',
  ],
  [
    'last_edited_time',
    { type: 'last_edited_time', last_edited_time: '2026-06-27T16:59:00.000Z' },
    '2026-06-27 16:59 UTC',
  ],
  ['created_by', { type: 'created_by', created_by: person('u1', 'Ben', 'ben@example.com') }, 'Ben'],
  ['last_edited_by', { type: 'last_edited_by', last_edited_by: { object: 'user', id: ana } }, 'Ana López'],
  ['unique_id', { type: 'unique_id', unique_id: { prefix: 'TASK', number: 12 } }, 'TASK-12'],
  ['unique_id without prefix', { type: 'unique_id', unique_id: { prefix: null, number: 12 } }, '12'],
  ['unique_id, empty', { type: 'unique_id', unique_id: { prefix: 'TASK', number: null } }, ''],
  [
    'verification',
    {
      type: 'verification',
      verification: {
        state: 'verified',
        verified_by: { id: ana },
        date: { start: '2026-01-01', end: '2026-04-01' },
      },
    },
    'verified by Ana López until 2026-04-01',
  ],
  [
    'verification, for ever',
    { type: 'verification', verification: { state: 'verified', verified_by: null, date: null } },
    'verified',
  ],
  [
    'verification, expired',
    {
      type: 'verification',
      verification: {
        state: 'expired',
        verified_by: { id: ana },
        date: { start: '2026-01-01', end: '2026-04-01' },
      },
    },
    'expired (verified by Ana López until 2026-04-01)',
  ],
  ['verification, none', { type: 'verification', verification: { state: 'unverified' } }, 'unverified'],
  [
    'place',
    { type: 'place', place: { lat: 1, lon: 2, name: 'Office', address: '1 Main St' } },
    'Office, 1 Main St (1, 2)',
  ],
  [
    'place without coordinates',
    { type: 'place', place: { name: null, address: '2 *Side* St' } },
    '2 \\*Side\\* St',
  ],
  ['place by coordinates', { type: 'place', place: { lat: 52.5, lon: 13.4, name: null } }, '52.5, 13.4'],
  ['place, empty', { type: 'place', place: null }, ''],
  ['button', { type: 'button', button: {} }, ''],
  [
    'a time to come',
    { type: 'last_visited_time', last_visited_time: '2026-06-27T16:59:00.000Z' },
    '2026-06-27 16:59 UTC',
  ],
  ['a text to come', { type: 'mood', mood: 'sunny' }, 'sunny'],
  ['a named thing to come', { type: 'team', team: { id: 'x', name: 'Red' } }, 'Red'],
  ['a thing to come', { type: 'last_visit', last_visit: { a: 1 } }, '[last visit value]'],
  ['nothing to come', { type: 'location', location: null }, ''],
  ['a missing value', { type: 'people' }, ''],
];

describe('renderPropertyValue', () => {
  it('shows numbers in the format of their column, also within rollups', () => {
    const list = { type: 'array', array: [0.5, 12.25].map((number) => ({ type: 'number', number })) };
    const inFormat = (value: PropertyValue, format?: string): string =>
      renderPropertyValue(value, names, { format });
    expect(inFormat({ type: 'number', number: 0.07 }, 'percent')).toBe('7%');
    expect(inFormat({ type: 'rollup', rollup: { type: 'number', number: 3000 } }, 'pound')).toBe('£3,000.00');
    expect(inFormat({ type: 'rollup', rollup: list }, 'percent')).toBe('50%; 1,225%');
    expect(inFormat({ type: 'number', number: null }, 'percent')).toBe('');
    expect(inFormat({ type: 'number', number: 4096.5 })).toBe('4096.5');
  });

  it.each(table)('%s', (_name, value, rendered) => {
    expect(renderPropertyValue(value, names)).toBe(rendered);
  });

  const types = [...new Set(table.map(([, value]) => value.type))];

  // What Notion's API knows at the version that this server asks for.
  it.each(
    [
      'title rich_text number select status multi_select date people files checkbox url email phone_number',
      'formula relation rollup created_time created_by last_edited_time last_edited_by unique_id verification',
      'place button location last_visited_time',
    ].flatMap((line) => line.split(' ')),
  )('the table above has a %s', (type) => {
    expect(types).toContain(type);
  });

  it.each(types)('never throws and never prints an object for any %s', (type) => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          fc.array(fc.dictionary(fc.constantFrom('id', 'name', 'type', 'url', 'start'), fc.anything())),
        ),
        (content) => {
          expect(renderPropertyValue({ type, [type]: content }, names)).not.toContain('[object');
        },
      ),
      { numRuns: 50 },
    );
  });

  it('survives rollups of rollups without end', () => {
    let value: PropertyValue = { type: 'number', number: 1 };
    for (let depth = 0; depth < 5000; depth += 1) {
      value = { type: 'rollup', rollup: { type: 'array', array: [value] } };
    }
    expect(renderPropertyValue(value, names)).toBe('');
  });

  it('takes what the official client returns', () => {
    const property: PageObjectResponse['properties'][string] = { id: 'a', type: 'checkbox', checkbox: true };
    expect(renderPropertyValue(property, names)).toBe('yes');
  });
});
