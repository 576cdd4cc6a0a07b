import type { ModelRequest, ScriptedReply } from './scripted-model.js';

interface Call {
  readonly name: string;
  readonly arguments: unknown;
}

/** A question, the calls by which a model answers it, and what the model makes of the tools' answers. */
interface SeedQuestion {
  readonly question: string;
  readonly calls: readonly Call[];
  readonly say: (results: readonly string[]) => string;
}

/** The questions that the earlier product showed. What is said comes from the tools' answers alone. */
export const seedQuestions: readonly SeedQuestion[] = [
  {
    question: 'How many users in SQLite and how many Notion databases do I have?',
    calls: [
      { name: 'query', arguments: { sql: 'SELECT count(*) FROM users;' } },
      { name: 'notion_list_databases', arguments: {} },
    ],
    say: ([users = '', databases = '']) =>
      `${first(/^\[(\d+)\]$/m, users)} users, ${first(/^(\d+) databases;/, databases)} databases.`,
  },
  {
    question: 'Which tables are in SQLite?',
    calls: [{ name: 'list_tables', arguments: {} }],
    say: ([tables = '']) =>
      [...tables.matchAll(/^\["(\w+)","(?:table|view)"\]$/gm)].map(([, name]) => name).join(', '),
  },
  {
    question: 'Find the deploy guide in Notion.',
    calls: [{ name: 'notion_search', arguments: { query: 'deploy guide', limit: 1 } }],
    say: ([found = '']) => first(/^- (.*)$/m, found),
  },
  {
    question: 'What is in the Work database?',
    calls: [{ name: 'notion_query_database', arguments: { database: 'Work' } }],
    say: ([rows = '']) => first(/(Kick-off notes.*)/, rows),
  },
  {
    question: 'Create a new page titled Weekly Report in my Work database.',
    calls: [
      { name: 'notion_create_pages', arguments: { parent: 'Work', pages: [{ title: 'Weekly Report' }] } },
    ],
    say: ([made = '']) => made,
  },
];

/** Plays a model that knows these questions. */
export function seedModel({ messages }: ModelRequest): ScriptedReply {
  const at = messages.findLastIndex(({ role }) => role === 'user');
  const asked = seedQuestions.find(({ question }) => question === messages[at]?.content);
  const results = messages
    .slice(at + 1)
    .filter(({ role }) => role === 'tool')
    .map(({ content }) => String(content));
  if (asked === undefined) {
    return { text: 'I do not know.' };
  }
  return results.length === 0 ? { calls: asked.calls } : { text: asked.say(results) };
}

function first(pattern: RegExp, text: string): string {
  return pattern.exec(text)?.[1] ?? `nothing in: ${text}`;
}
