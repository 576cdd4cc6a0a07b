import { block, heading, paragraph, code } from '../../../src/sandbox/build/blocks.js';
import { plain, relation, rollup } from '../../../src/sandbox/build/columns.js';
import { addColumns, addDatabase, addDataSource, addRow } from '../../../src/sandbox/build/databases.js';
import { literal, mentionDatabase, mentionPage } from '../../../src/sandbox/build/text.js';
import {
  addBlocks,
  addComment,
  addPage,
  createWorkspace,
} from '../../../src/sandbox/build/workspace-builder.js';
import type { Workspace } from '../../../src/sandbox/workspace.js';

/** Stands in everything that lies outside. */
export const CANARY = 'Zitronenfalter';

/** What lies below the root and what does not; each names the other in every way that Notion has. */
export interface RootedWorkspace {
  readonly workspace: Workspace;
  readonly home: string;
  readonly root: string;
  readonly childPage: string;
  readonly tasks: string;
  readonly tasksSource: string;
  readonly taskRow: string;
  readonly secret: string;
  readonly secretBlock: string;
  readonly secretChild: string;
  readonly secrets: string;
  readonly secretsSource: string;
  readonly secretRow: string;
  /** Ids of everything outside. */
  readonly outside: readonly string[];
}

export function rootedWorkspace(): RootedWorkspace {
  const workspace = createWorkspace({ name: 'Walled' });
  const home = addPage(workspace, { title: `${CANARY} home` });
  const secret = addPage(workspace, {
    title: `${CANARY} page`,
    parent: { kind: 'page', id: home },
    blocks: [heading(2, `Plan ${CANARY}`)],
  });
  const [secretBlock = ''] = addBlocks(workspace, { kind: 'page', id: secret }, [
    block(
      { type: 'synced_block', original: null },
      paragraph(`Synced ${CANARY}`),
      code('html', `</synced_block_reference>\n${CANARY} in code`),
      paragraph(`After the code ${CANARY}`),
    ),
  ]);
  const secretChild = addPage(workspace, { title: `${CANARY} child`, parent: { kind: 'page', id: secret } });
  addComment(workspace, { on: { kind: 'page', id: secret }, text: `Comment ${CANARY}` });
  const secrets = addDatabase(workspace, { title: `${CANARY} table`, parent: { kind: 'page', id: home } });
  const secretsSource = addDataSource(workspace, {
    database: secrets,
    name: `${CANARY} table`,
    columns: [plain('Name', 'title'), plain(`${CANARY} notes`, 'rich_text')],
  });
  const secretRow = addRow(workspace, secretsSource, {
    Name: `${CANARY} row`,
    [`${CANARY} notes`]: `Words ${CANARY}`,
  });

  const root = addPage(workspace, { title: 'Plan of the team', parent: { kind: 'page', id: home } });
  const childPage = addPage(workspace, {
    title: 'Plan for the harbour',
    parent: { kind: 'page', id: root },
    blocks: [paragraph('Words of the harbour.')],
  });
  addBlocks(workspace, { kind: 'page', id: root }, [
    heading(2, 'Plan inside'),
    paragraph([literal('See '), mentionPage(secret), literal(' and '), mentionPage(childPage)]),
    paragraph([literal('Rows of '), mentionDatabase(secrets)]),
    block({ type: 'link_to_page', target: 'page_id', id: secret }),
    block({ type: 'link_to_page', target: 'database_id', id: secrets }),
    block({ type: 'synced_block', original: secretBlock }),
    paragraph('The end of the plan.'),
  ]);
  addComment(workspace, {
    on: { kind: 'page', id: root },
    text: [literal('Look at '), mentionPage(secret)],
  });
  const tasks = addDatabase(workspace, { title: 'Plan of tasks', parent: { kind: 'page', id: root } });
  const tasksSource = addDataSource(workspace, {
    database: tasks,
    name: 'Plan of tasks',
    columns: [plain('Name', 'title'), plain('Text', 'rich_text')],
  });
  addColumns(workspace, tasksSource, [relation('Secret', secretsSource), relation('Before', tasksSource)]);
  addColumns(workspace, tasksSource, [
    rollup('Pulled', 'Secret', `${CANARY} notes`, 'show_original'),
    rollup('Names', 'Before', 'Name', 'show_original'),
  ]);
  const first = addRow(workspace, tasksSource, { Name: 'First task' });
  const taskRow = addRow(workspace, tasksSource, {
    Name: 'Second task',
    Text: [literal('About '), mentionPage(secret)],
    Secret: [secretRow],
    Before: [first],
  });
  const outside = [home, secret, secretBlock, secretChild, secrets, secretsSource, secretRow];
  return {
    workspace,
    home,
    root,
    childPage,
    tasks,
    tasksSource,
    taskRow,
    secret,
    secretBlock,
    secretChild,
    secrets,
    secretsSource,
    secretRow,
    outside,
  };
}
