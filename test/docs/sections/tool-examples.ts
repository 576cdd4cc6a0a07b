import type { WorkspaceSummary } from '../../../src/tool.js';

/** A call of one tool on the sandbox's workspace. */
export interface ToolExample {
  /** `PAGE` in a value stands for the URL of the page that `page` finds, `PAGE_ID` for its id. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Words of a search; its first hit is the page of the call. */
  readonly page?: string;
  readonly workspaces?: readonly WorkspaceSummary[];
}

/** The call that docs/tools.md shows for each tool. A tool without one fails the test. */
export const toolExamples: Readonly<Record<string, ToolExample>> = {
  notion_search: { input: { query: 'deploy guide', limit: 3 } },
  notion_read_page: {
    page: 'platform handbook',
    input: { page: 'PAGE', section: 'Releases > Rolling back' },
  },
  notion_read_file: {
    page: 'everything notion can do',
    input: { page: 'PAGE', file: 'fares.csv' },
  },
  notion_query_database: {
    input: {
      database: 'Tasks',
      where: [
        { property: 'Status', operator: 'equals', value: 'In progress' },
        { property: 'Priority', operator: 'equals', value: ['Urgent', 'High'] },
      ],
      sort: [{ property: 'Due' }],
      columns: ['Assignee', 'Due', 'Project', 'Project stage'],
    },
  },
  notion_describe_database: { input: { database: 'Projects' } },
  notion_list_databases: { input: { limit: 3 } },
  notion_list_comments: { page: 'on-call', input: { page: 'PAGE' } },
  notion_find_users: { input: { query: 'sato' } },
  notion_list_workspaces: {
    input: {},
    workspaces: [
      {
        name: 'Tideline Labs',
        id: '0c5ba1f3-8f4e-4d35-9a3e-3b0f4a0f5f11',
        owner: 'Ada Quill',
        needsReconnect: false,
      },
      {
        name: 'Harbour Office',
        id: '5f0a5f8e-6f57-4b7b-8c7b-0d6a3a2f9c22',
        owner: 'Hana Sato',
        needsReconnect: true,
      },
    ],
  },
  notion_ask_connected_apps: { input: { query: 'deploy' } },
  notion_sql: {
    input: {
      query:
        'SELECT "Task", "Status" FROM "collection://34d67388-3761-4bc9-aa99-a820a605891d" ORDER BY "Task" LIMIT 3',
      data_sources: ['collection://34d67388-3761-4bc9-aa99-a820a605891d'],
    },
  },
  notion_list_teamspaces: { input: {} },
  search: { input: { query: 'deploy guide' } },
  fetch: { page: 'deploy guide', input: { id: 'PAGE_ID' } },
};
