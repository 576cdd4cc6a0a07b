import { pagesHolding, type MakeAct } from './act.js';

/** A title that several callers give at the same moment: a look for it finds the pages of others. */
const SHARED_TITLE = 'Weekly report';

export const newRows: MakeAct = ({ written, workspace, mark, random }) => {
  const titles = Array.from({ length: 1 + Math.floor(random() * 3) }, (_, at) => `${mark} ${at}`);
  return {
    kind: 'rows',
    tool: 'notion_create_pages',
    input: {
      parent: written.dataSource,
      pages: titles.map((title) => ({
        title,
        properties: { Status: 'Running', Tags: ['red', 'blue'] },
        content: `# Of ${title}\n\nA line.`,
      })),
    },
    parts: titles.map((title) => ({ title, times: () => pagesHolding(workspace, title) })),
  };
};

export const newChildPage: MakeAct = ({ written, workspace, mark }) => ({
  kind: 'page below a page',
  tool: 'notion_create_pages',
  input: { parent: written.shelf, pages: [{ title: mark, content: 'A line.\n\n- [ ] To do' }] },
  parts: [{ title: mark, times: () => pagesHolding(workspace, mark) }],
  undoneAtOnce: 0.5,
});

export const newFromTemplate: MakeAct = ({ written, workspace, mark }) => ({
  kind: 'row of a template',
  tool: 'notion_create_pages',
  input: { parent: written.dataSource, pages: [{ title: mark }], template: 'Report' },
  parts: [{ title: mark, times: () => pagesHolding(workspace, mark) }],
});

export const newOfSharedTitle: MakeAct = ({ written, workspace, mark }) => ({
  kind: 'row of a title that others give too',
  tool: 'notion_create_pages',
  input: {
    parent: written.dataSource,
    pages: [{ title: SHARED_TITLE, properties: { Notes: mark } }],
  },
  parts: [{ title: SHARED_TITLE, times: () => pagesHolding(workspace, mark), isAmbiguous: true }],
});
