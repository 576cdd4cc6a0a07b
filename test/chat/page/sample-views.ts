import type { ChatView } from '../../../src/chat/page/view.js';
import { sitePaths } from '../../../src/web/site-paths.js';
import { minutesAgo, NOW } from '../../web/fakes/people.js';

const paths = sitePaths('https://mcp.example.com', { hasChat: true });
const LONG =
  'Gesellschaftsvertragsänderungsentwurfsbesprechungsprotokollsammlungsverwaltung der Abteilung Nord';
const ANSWER = `There are **4 databases** in *Tideline Labs* and \`42\` users in sqlite.

### In progress

| Task | Status | Assignee | Due |
| --- | --- | --- | --- |
| Draw the harbour map | In progress | Ada Quill | 2026-12-01 |
| Rewrite the [deploy guide](https://www.notion.so/Deploy-guide-0fcfb079ef8f440a887810524fe8ca0e) | Blocked | Bo Sand | – |

1. First, look at https://app.notion.com/p/bb7f6a9bdb074516985daa7c34cb7edf.
2. Then ask Bo.

- ![chart](https://images.example/chart.png)
- <img src=x onerror=alert(1)> stays text

\`\`\`sql
SELECT count(*) FROM users WHERE active = 1;
\`\`\``;

const workspaces: ChatView['workspaces'] = [
  {
    id: 'w1',
    serverName: 'tideline-labs',
    name: 'Tideline Labs',
    icon: '🌊',
    status: 'connected',
    isHosted: false,
  },
  {
    id: 'w2',
    serverName: 'workspace',
    name: 'مختبرات المد والجزر',
    icon: null,
    status: 'connected',
    isHosted: true,
  },
  { id: 'w3', serverName: 'lost', name: LONG, icon: null, status: 'reconnect_needed', isHosted: false },
];

const base: ChatView = {
  paths,
  chatPath: '/chat',
  apiPath: '/api/chat',
  scriptPath: '/chat/script/0/chat.js',
  formToken: 'token',
  personName: 'Ada Quill',
  modelName: 'openai/gpt-5-mini',
  workspaces,
  otherServers: ['sqlite'],
  conversation: undefined,
  answering: undefined,
  conversations: [
    { id: 'c1', title: 'How many users and how many databases do I have?', updatedAt: minutesAgo(2) },
    { id: 'c2', title: LONG, updatedAt: minutesAgo(60 * 26) },
  ],
  chosen: undefined,
  refused: undefined,
  done: undefined,
  now: NOW,
};

const call = {
  server: 'tideline-labs',
  tool: 'notion_list_databases',
  arguments: { limit: 25, query: '' },
  result: '4 databases; that is all.\n\n- Tasks\n- Projects\n- Meetings\n- Packing list',
  failed: false,
  seconds: 0.42,
};

/** The page as somebody may see it, with easy and with difficult content. */
export const sampleViews: Readonly<Record<string, ChatView>> = {
  empty: { ...base, conversations: [], done: 'connected' },
  nothing: { ...base, workspaces: [], otherServers: [], conversations: [] },
  talk: {
    ...base,
    conversation: {
      id: 'c1',
      turns: [
        {
          question: 'How many users in SQLite and how many Notion databases do I have?',
          response: ANSWER,
          toolCalls: [
            call,
            {
              ...call,
              server: 'sqlite',
              tool: 'query',
              arguments: { sql: 'SELECT count(*) FROM users' },
              result: '| count |\n| --- |\n| 42 |',
              seconds: 0.03,
            },
            { ...call, tool: LONG, failed: true, result: 'The user did not allow this call.' },
          ],
          serversUsed: ['tideline-labs', 'sqlite'],
          ended: undefined,
        },
        {
          question: LONG.repeat(3),
          response: 'It begins',
          toolCalls: [],
          serversUsed: [],
          ended: 'The limit of 300 s for an answer is reached.',
        },
      ],
    },
  },
  answering: {
    ...base,
    conversation: { id: 'c1', turns: [] },
    answering: 'Which of my databases have rows that nobody has edited this year?',
  },
  refused: {
    ...base,
    chosen: ['w2'],
    refused: {
      text: 'You have asked as many questions today as this server allows. It goes on at 00:00 UTC.',
      message: 'One more?\n</textarea><b>',
    },
  },
};
