import { callTool, outcomeOf } from '../call.mjs';

const LONG = 900_000;
const deep = (depth) => JSON.parse(`${'['.repeat(depth)}1${']'.repeat(depth)}`);
const digits = `1${'1,'.repeat(LONG / 2)}x`;

/** What a client may send as arguments. Each call ends with an answer, and nobody else notices. */
const calls = [
  [
    'a number of 900,000 digits in a condition',
    'notion_query_database',
    { database: 'Tasks', where: [{ property: 'Name', operator: 'equals', value: digits }] },
  ],
  [
    '900,000 spaces in a condition',
    'notion_query_database',
    { database: 'Tasks', where: [{ property: 'Name', operator: 'equals', value: `${' '.repeat(LONG)}x` }] },
  ],
  [
    '100,000 conditions',
    'notion_query_database',
    {
      database: 'Tasks',
      where: Array.from({ length: 10_000 }, () => ({ property: 'a', operator: 'equals', value: 'b' })),
    },
  ],
  [
    '100,000 values in a condition',
    'notion_query_database',
    {
      database: 'Tasks',
      where: [{ property: 'Name', operator: 'equals', value: Array.from({ length: 100_000 }, () => 'x') }],
    },
  ],
  [
    '100,000 columns',
    'notion_query_database',
    { database: 'Tasks', columns: Array.from({ length: 100_000 }, (_, index) => `c${index}`) },
  ],
  [
    'a column name of 900,000 marks',
    'notion_query_database',
    { database: 'Tasks', columns: ['\u0301'.repeat(LONG / 2)] },
  ],
  ['braces around nothing', 'notion_read_page', { page: `${'{'.repeat(2)}${' '.repeat(1990)}x` }],
  ['brackets, quotes and braces around nothing', 'notion_read_page', { page: `<"[({`.repeat(399) }],
  ['900,000 characters of a page', 'notion_read_page', { page: '<'.repeat(LONG) }],
  ['a list 100,000 deep', 'notion_query_database', { database: 'Tasks', where: deep(100_000) }],
  ['JSON in a string in a string', 'notion_query_database', { database: 'Tasks', where: nestedStrings() }],
  [
    '50,000 unknown arguments',
    'notion_search',
    { query: 'a', ...Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`quary${index}`, 1])) },
  ],
  ['an argument name of 900,000 characters', 'notion_search', { ['q'.repeat(LONG)]: 'a' }],
  ['a query of 900,000 marks', 'notion_search', { query: `a${'\u0301'.repeat(LONG / 2)}` }],
  ['a query of 450,000 words', 'notion_search', { query: 'a '.repeat(LONG / 2), in_text: true }],
  ['a cursor of 900,000 characters', 'notion_search', { query: 'Plan', cursor: 'A'.repeat(LONG) }],
  ['a section of 900,000 characters', 'notion_read_page', { page: 'Plan', section: '#'.repeat(LONG) }],
  ['words to find, 900,000 characters', 'notion_read_page', { page: 'Plan', find: '"a '.repeat(LONG / 3) }],
];

function nestedStrings() {
  let text = '[]';
  while (text.length < LONG / 2) {
    text = JSON.stringify(text);
  }
  return text;
}

export const argumentAttacks = calls.map(([title, tool, input], index) => ({
  name: `arguments: ${String(title)}`,
  short: index % 3 === 0,
  run: async (stage) => outcomeOf(await callTool(stage, stage.attacker, tool, input)),
}));
