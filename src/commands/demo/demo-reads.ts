import type { Question } from './question.js';

/** Find something, query a database, read a page. `PAGE` is the first URL found by the search. */
export const DEMO_READS: readonly Question[] = [
  { tool: 'notion_search', arguments: { query: 'deploy guide', limit: 3 } },
  {
    tool: 'notion_query_database',
    arguments: {
      database: 'Tasks',
      where: [
        { property: 'Status', operator: 'equals', value: 'In progress' },
        { property: 'Priority', operator: 'equals', value: ['Urgent', 'High'] },
      ],
      sort: [{ property: 'Due', direction: 'ascending' }],
      columns: ['Assignee', 'Due', 'Project', 'Project stage'],
      limit: 5,
    },
  },
  { tool: 'notion_read_page', arguments: { page: 'PAGE', max_chars: 4000 } },
];
