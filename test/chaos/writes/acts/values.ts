import { oneOf } from '../../../harness/random.js';
import { pagesHolding, type MakeAct } from './act.js';

export const setValues: MakeAct = ({ workspace, own, mark, random }) => {
  const row = oneOf(random, own.rows);
  const maybe = (name: string, values: readonly unknown[]): object =>
    random() < 0.5 ? { [name]: oneOf(random, values) } : {};
  return {
    kind: 'values',
    tool: 'notion_set_properties',
    input: {
      pages: [row],
      set: {
        Notes: mark,
        ...maybe('Status', ['Open', 'Running', 'Done']),
        ...maybe('Count', [Math.floor(random() * 1e6), null]),
        ...maybe('Due', ['2026-10-09', '2026-10-09 to 2026-10-12', null]),
        ...maybe('Ready', [true, false]),
        ...maybe('Link', ['https://example.com/a', null]),
        // Notion does not write back a picture that it stores itself.
        ...(workspace.pages.get(row)?.icon?.kind === 'hosted' ? {} : maybe('icon', ['🪨', '⛏️', null])),
        ...maybe('lock', [true, false]),
      },
    },
    parts: [{ title: row, times: () => pagesHolding(workspace, mark) }],
  };
};

/** Lists: something comes, something goes. */
export const changeLists: MakeAct = ({ workspace, own, mark, random }) => {
  const row = oneOf(random, own.rows);
  const related = oneOf(
    random,
    own.rows.filter((id) => id !== row),
  );
  const tag = oneOf(random, ['red', 'green', 'blue']);
  return {
    kind: 'entries of lists',
    tool: 'notion_set_properties',
    input: {
      pages: [row],
      set: { Notes: mark },
      ...(random() < 0.6
        ? { add: { Tags: [tag], Related: [related] } }
        : { remove: { Tags: [tag], Related: [related] } }),
    },
    parts: [{ title: row, times: () => pagesHolding(workspace, mark) }],
  };
};
