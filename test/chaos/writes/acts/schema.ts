import { plainContent } from '../../../../src/sandbox/model/rich-text.js';
import type { PropertyDefinition } from '../../../../src/sandbox/model/property.js';
import { oneOf } from '../../../harness/random.js';
import { isThere, type Act, type MakeAct, type Stage } from './act.js';

/** Columns of a database at most. */
const MAX_COLUMNS = 40;

export const addColumn: MakeAct = (stage) => {
  const { mark, random } = stage;
  if (columnsOf(stage).length > MAX_COLUMNS) {
    return undefined;
  }
  return edit(stage, 'column', {
    input: {
      add: {
        [mark]: oneOf<unknown>(random, [
          'text',
          'date',
          { type: 'select', options: ['A', 'B'] },
          { type: 'number', format: 'euro' },
        ]),
      },
    },
    times: () => columnsOf(stage).filter(({ name }) => name === mark).length,
  });
};

export const addOption: MakeAct = (stage) => {
  const { mark, random } = stage;
  const column = oneOf(random, ['Kind', 'Marks']);
  return edit(stage, 'option', {
    input: { add_options: { [column]: [mark] } },
    times: () => optionsOf(stage, column).filter((name) => name === mark).length,
  });
};

export const renameColumn: MakeAct = (stage) => {
  const { mark, own, random } = stage;
  const id = oneOf(random, own.renamed);
  const column = columnsOf(stage).find((each) => each.id === id);
  if (column === undefined) {
    return undefined;
  }
  return edit(stage, 'column renamed', {
    input: { rename: { [column.name]: mark } },
    times: () => columnsOf(stage).filter(({ name }) => name === mark).length,
  });
};

export const changeFormat: MakeAct = (stage) => {
  const formatNow = (): string =>
    columnsOf(stage).flatMap((column) =>
      column.name === 'Amount' && column.type === 'number' ? [column.format] : [],
    )[0] ?? '';
  const format = oneOf(
    stage.random,
    ['euro', 'percent', 'dollar'].filter((each) => each !== formatNow()),
  );
  return edit(stage, 'format', {
    input: { change: { Amount: { type: 'number', format } } },
    times: () => Number(formatNow() === format),
  });
};

export const renameDatabase: MakeAct = (stage) => {
  const { workspace, own, mark } = stage;
  return edit(stage, 'database renamed', {
    input: { title: mark },
    times: () => Number(plainContent(workspace.databases.get(own.database)?.title ?? []) === mark),
  });
};

export const newDatabase: MakeAct = ({ workspace, own, mark }) => ({
  kind: 'database',
  tool: 'notion_edit_database',
  input: {
    create_in: own.home,
    title: mark,
    add: { Kind: { type: 'select', options: ['A', 'B'] }, Price: { type: 'number', format: 'euro' } },
  },
  parts: [
    {
      title: mark,
      times: () =>
        [...workspace.databases.values()].filter(
          ({ id, title }) => plainContent(title) === mark && isThere(workspace, id),
        ).length,
    },
  ],
  undoneAtOnce: 0.4,
});

function edit(
  { own }: Stage,
  kind: string,
  { input, times }: { readonly input: object; readonly times: () => number },
): Act {
  return {
    kind,
    tool: 'notion_edit_database',
    input: { database: own.dataSource, ...input },
    parts: [{ title: kind, times }],
    undoneAtOnce: 0.3,
  };
}

function columnsOf({ workspace, own }: Stage): readonly PropertyDefinition[] {
  return workspace.dataSources.get(own.dataSource)?.properties ?? [];
}

function optionsOf(stage: Stage, name: string): readonly string[] {
  const column = columnsOf(stage).find((each) => each.name === name);
  return column?.type === 'select' || column?.type === 'multi_select'
    ? column.options.map((option) => option.name)
    : [];
}
