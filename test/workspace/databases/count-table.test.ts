import { expect, it } from '@jest/globals';
import { groupName } from '../../../src/workspace/databases/count-table.js';
import type { LookedUpNames } from '../../../src/workspace/names/look-up-names.js';

const ID = '1f2e3d4c-5b6a-4978-8796-a5b4c3d2e1f0';
const names: LookedUpNames = {
  title: (id) => (id === ID ? 'Storm *mode*' : undefined),
  user: () => undefined,
  unnamed: { notShared: 0, forbidden: 0, notLookedUp: 0 },
};

it.each([
  [{ titleId: ID }, 'Storm \\*mode\\*'],
  [{ titleId: 'ffffffff-0000-4000-8000-000000000000' }, '[page ffffffff…]'],
  [{ userId: ID }, '[user 1f2e3d4c…]'],
  [{ userId: ID, label: 'Hana Sato' }, 'Hana Sato'],
  [{ label: 'In progress' }, 'In progress'],
])('%j is called %s', (group, name) => {
  expect(groupName(group, names)).toBe(name);
});
