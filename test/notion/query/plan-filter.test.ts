import { describe, expect, it } from '@jest/globals';
import type { Schema } from '../../../src/content/properties/property-types.js';
import type { Reference, WhereItem } from '../../../src/notion/query/conditions/planned-condition.js';
import { planFilter, type FilterLookups } from '../../../src/notion/query/plan-filter.js';

const schema: Schema = {
  Owner: { id: 'own', name: 'Owner', type: 'people', people: {} },
  Done: { id: 'don', name: 'Done', type: 'checkbox', checkbox: {} },
  Score: { id: 'sco', name: 'Score', type: 'formula', formula: { expression: '' } },
  Project: { id: 'pro', name: 'Project', type: 'relation', relation: { data_source_id: 'projects' } },
  Stage: {
    id: 'sta',
    name: 'Stage',
    type: 'rollup',
    rollup: { relation_property_id: 'pro', rollup_property_id: 'stage', function: 'show_original' },
  },
};
const related: Schema = {
  Stage: {
    id: 'stage',
    name: 'Stage',
    type: 'select',
    select: { options: [{ id: '1', name: 'Launch' }] },
  },
};

/** Plans the filter and lists what it asked for, in order. */
async function plan(...where: WhereItem[]) {
  const asked: string[] = [];
  const lookups: FilterLookups = {
    readSample: (ids) => {
      asked.push(`sample ${ids.join()}`);
      const properties = { Score: { type: 'formula', formula: { type: 'number', number: 1 } } };
      return Promise.resolve([{ properties }]);
    },
    readSchema: (id) => {
      asked.push(`schema ${id}`);
      return Promise.resolve(related);
    },
    findIds: ({ kind, text }: Reference) => {
      asked.push(`${kind} ${text}`);
      return Promise.resolve(['id 1', 'id 2']);
    },
  };
  return { filter: (await planFilter(schema, where, 'all', lookups)).filter, asked };
}

describe('planFilter', () => {
  it('asks for nothing that the schema answers', async () => {
    await expect(plan({ property: 'done', operator: 'is', value: 'yes' })).resolves.toEqual({
      filter: { property: 'Done', checkbox: { equals: true } },
      asked: [],
    });
    await expect(plan()).resolves.toEqual({ filter: undefined, asked: [] });
  });

  it('finds the people and pages that conditions name', async () => {
    const { filter, asked } = await plan(
      { property: 'Owner', operator: 'contains', value: 'Hana' },
      { property: 'Project', operator: 'contains', value: 'Storm mode' },
    );
    expect(asked).toEqual(['person Hana', 'page Storm mode']);
    expect(filter).toEqual({
      and: [
        {
          or: [
            { property: 'Owner', people: { contains: 'id 1' } },
            { property: 'Owner', people: { contains: 'id 2' } },
          ],
        },
        {
          or: [
            { property: 'Project', relation: { contains: 'id 1' } },
            { property: 'Project', relation: { contains: 'id 2' } },
          ],
        },
      ],
    });
  });

  it('reads what a formula returns and a rollup shows where the operator leaves a choice', async () => {
    const { filter, asked } = await plan(
      { property: 'Score', operator: 'equals', value: '4' },
      { property: 'Stage', operator: 'equals', value: 'launch' },
    );
    expect(asked).toEqual(['sample sco', 'schema projects']);
    expect(filter).toEqual({
      and: [
        { property: 'Score', formula: { number: { equals: 4 } } },
        { property: 'Stage', rollup: { any: { select: { equals: 'Launch' } } } },
      ],
    });
  });

  it('refuses a column that does not exist before anything is asked', async () => {
    await expect(plan({ property: 'Colour', operator: 'equals', value: 'red' })).rejects.toThrow(
      'There is no property "Colour".',
    );
  });
});
