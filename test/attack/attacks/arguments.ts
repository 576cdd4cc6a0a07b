import type { Attack } from '../attack.js';
import { callTool, outcomeOf } from '../call.js';

const LONG = 900_000;
const deep = (depth: number) => `${'['.repeat(depth)}1${']'.repeat(depth)}`;
const digits = `${'1'.repeat(LONG)}x`;

type Input = Readonly<Record<string, unknown>>;

const query = (input: Input) => ({ tool: 'notion_query_database', input: { database: 'Tasks', ...input } });
const search = (input: Input) => ({ tool: 'notion_search', input });
const read = (input: Input) => ({ tool: 'notion_read_page', input });
const where = (value: unknown, property = 'Name') =>
  query({ where: [{ property, operator: 'equals', value }] });
const condition = { property: 'a', operator: 'equals', value: 'b' };
const list = <Item>(length: number, item: (index: number) => Item) =>
  Array.from({ length }, (_, index) => item(index));

/** What a client may send as arguments. Each call ends with an answer, and nobody else notices. */
const calls = {
  'a number of 900,000 digits in a condition': where(digits, 'Amount'),
  'a number after 900,000 spaces': where(`${' '.repeat(LONG)}x`, 'Amount'),
  'digits and commas': where(`${'1,'.repeat(LONG / 2)}x`, 'Amount'),
  'a date of 900,000 digits': where(digits, 'Due'),
  'an option of 900,000 characters': where('Bu'.repeat(LONG / 2), 'Kind'),
  '10,000 conditions': query({ where: list(10_000, () => condition) }),
  '100,000 values in a condition': where(list(100_000, () => 'x')),
  '100,000 columns': query({ columns: list(100_000, (index) => `c${index}`) }),
  'a column name of 450,000 marks': query({ columns: ['\u0301'.repeat(LONG / 2)] }),
  'braces around nothing': read({ page: `{{${' '.repeat(1990)}x` }),
  'brackets, quotes and braces around nothing': read({ page: '<"[({'.repeat(399) }),
  '900,000 characters of a page': read({ page: '<'.repeat(LONG) }),
  'a list 100,000 deep': query({ where: deep(100_000) }),
  'a condition 40 lists deep': query({ where: JSON.parse(deep(40)) }),
  'JSON in a string in a string': query({ where: nestedStrings() }),
  '50,000 unknown arguments': search({
    query: 'a',
    ...Object.fromEntries(list(50_000, (index) => [`quary${index}`, 1])),
  }),
  'an argument name of 900,000 characters': search({ ['q'.repeat(LONG)]: 'a' }),
  'a query of 450,000 marks': search({ query: `a${'\u0301'.repeat(LONG / 2)}` }),
  'a query of 450,000 words': search({ query: 'a '.repeat(LONG / 2), in_text: true }),
  'a cursor of 900,000 characters': search({ query: 'Plan', cursor: 'A'.repeat(LONG) }),
  'a section of 900,000 characters': read({ page: 'Plan', section: '#'.repeat(LONG) }),
  'words to find, 900,000 characters': read({ page: 'Plan', find: '"a '.repeat(LONG / 3) }),
};

function nestedStrings(): string {
  let text = '[]';
  while (text.length < LONG / 2) {
    text = JSON.stringify(text);
  }
  return text;
}

export const argumentAttacks: readonly Attack[] = Object.entries(calls).map(
  ([title, { tool, input }], index) => ({
    name: `arguments: ${title}`,
    short: index % 3 === 0,
    run: async (stage) => outcomeOf(await callTool(stage, stage.attacker, tool, input)),
  }),
);
