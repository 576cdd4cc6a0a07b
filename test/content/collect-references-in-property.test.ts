import { expect, it } from '@jest/globals';
import { referencesInProperty } from '../../src/content/collect-references.js';
import type { PropertyValue } from '../../src/content/properties/property-types.js';

const page = '0b2f3c4d-0000-4000-8000-000000000001';
const other = '0b2f3c4d-0000-4000-8000-000000000002';
const user = '0b2f3c4d-0000-4000-8000-00000000000a';

function mention(type: string, id: string, plain: string): unknown {
  return { type: 'mention', mention: { type, [type]: { id } }, plain_text: plain, annotations: {} };
}

it.each<[string, PropertyValue, string[], string[]]>([
  [
    'relation',
    { type: 'relation', relation: [{ id: page }, { id: other }, { id: page }] },
    [page, other],
    [],
  ],
  ['people without a name', { type: 'people', people: [{ object: 'user', id: user }] }, [], [user]],
  ['people with a name', { type: 'people', people: [{ object: 'user', id: user, name: 'Ana' }] }, [], []],
  ['groups', { type: 'people', people: [{ object: 'group', id: user }] }, [], []],
  ['created_by', { type: 'created_by', created_by: { object: 'user', id: user } }, [], [user]],
  [
    'verification',
    { type: 'verification', verification: { state: 'verified', verified_by: { id: user } } },
    [],
    [user],
  ],
  [
    'mentions',
    {
      type: 'rich_text',
      rich_text: [mention('page', page, 'Untitled'), mention('user', user, '@Anonymous')],
    },
    [page],
    [user],
  ],
  ['mentions with text', { type: 'title', title: [mention('page', page, 'Plan')] }, [], []],
  [
    'rollup of relations',
    {
      type: 'rollup',
      rollup: {
        type: 'array',
        array: [
          { type: 'relation', relation: [{ id: page }] },
          { type: 'people', people: [{ id: user }] },
        ],
      },
    },
    [page],
    [user],
  ],
  ['anything else', { type: 'number', number: 1 }, [], []],
  ['rubbish', { type: 'relation', relation: [null, 5, { id: 7 }] }, [], []],
])('%s', (_name, value, titles, users) => {
  expect(referencesInProperty(value)).toEqual({ titles, users, databases: [], dataSources: [] });
});
