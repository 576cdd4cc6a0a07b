import assert from 'node:assert/strict';
import { bullet, callout, heading, paragraph, toDo } from '../../../../src/sandbox/build/blocks.js';
import { plain, select } from '../../../../src/sandbox/build/columns.js';
import { addDatabase, addDataSource } from '../../../../src/sandbox/build/databases.js';
import { addTemplate } from '../../../../src/sandbox/build/templates.js';
import { ask, find, readMarkdown } from '../../servers/notionhq-notion-mcp-server.js';
import type { WriteTask } from '../write-task.js';

const DATABASE = 'Inspections';
const TEMPLATE = 'Hull check';
const TITLE = 'Hull check of the Sandpiper';
const BLOCKS = [
  callout('⚓', 'Only with the harbour master’s permit.'),
  heading(2, 'Outside'),
  toDo('Paint above the water line', false),
  toDo('Zinc anodes', false),
  heading(2, 'Inside'),
  bullet('Frames', bullet('from bow to stern')),
  paragraph('Photographs of **every** finding.'),
];

export const fromTemplate: WriteTask = {
  title: 'A page from a template',
  request: `Add ${TITLE} to ${DATABASE}, vessel Sandpiper, from the template ${TEMPLATE}.`,

  plant(workspace) {
    const database = addDatabase(workspace, { title: DATABASE });
    const source = addDataSource(workspace, {
      database,
      name: DATABASE,
      columns: [plain('Inspection', 'title'), select('Vessel', ['Grey Heron', 'Sandpiper'])],
    });
    addTemplate(workspace, source, { name: TEMPLATE, blocks: BLOCKS });
  },

  ours: (session) =>
    session.call('notion_create_pages', {
      parent: DATABASE,
      pages: [{ title: TITLE, properties: { Vessel: 'Sandpiper' } }],
      template: TEMPLATE,
    }),

  /** Creating pages knows no template: its text is copied by hand. */
  async official(session) {
    const source = await find(session, 'data_source', DATABASE);
    const { templates } = await ask<{ templates: { id: string; name: string }[] }>(
      session,
      'list-data-source-templates',
      { data_source_id: source.id },
    );
    const content = await readMarkdown(session, templates.find(({ name }) => name === TEMPLATE)?.id ?? '');
    const page = await ask<{ id: string }>(session, 'post-page', {
      parent: { database_id: source.parent.database_id },
      properties: {
        Inspection: { title: [{ text: { content: TITLE } }] },
        Vessel: { select: { name: 'Sandpiper' } },
      },
    });
    await ask(session, 'update-page-markdown', {
      page_id: page.id,
      type: 'replace_content',
      replace_content: { new_str: content },
    });
  },

  check({ after }) {
    const page = after.page(TITLE);
    assert.equal(after.cell(TITLE, 'Vessel'), 'Sandpiper');
    assert.deepEqual(withoutIds(page.blocks), withoutIds(BLOCKS));
    return [page.id, after.database(DATABASE).id];
  },
};

interface Node {
  readonly content: unknown;
  readonly children: readonly Node[];
}

function withoutIds(blocks: readonly Node[]): Node[] {
  const plainBlocks = blocks.map(({ content, children }) => ({ content, children: withoutIds(children) }));
  return JSON.parse(JSON.stringify(plainBlocks)) as Node[];
}
