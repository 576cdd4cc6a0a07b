import { holds, type Attack } from '../attack.js';
import { callTool, outcomeOf } from '../call.js';
import { heavyPages, heavySources } from '../heavy-notion.js';

/** Characters of the longest answer that any of these calls may give, markup and fence included. */
const MAX_ANSWER_CHARACTERS = 100_000;
const calls = [
  ...heavyPages
    .filter(({ shape }) => shape === 'paragraph')
    .map(({ id, family }) => ({
      title: `comments of ${family}`,
      tool: 'notion_list_comments',
      input: { page: id },
    })),
  ...heavySources.map(({ id, family }) => ({
    title: `a hundred rows of ${family}`,
    tool: 'notion_query_database',
    input: { database: id, limit: 100, columns: ['*'] },
  })),
  ...heavyPages.map(({ id, shape, family }) => ({
    title: `${shape} blocks of ${family}`,
    tool: 'notion_read_page',
    input: { page: id },
  })),
];

export const heavyAnswerAttacks: readonly Attack[] = calls.map(({ title, tool, input }, index) => ({
  name: `heavy answers: ${title}`,
  short: index % 4 === 0,
  run: async (stage) => {
    const answer = await callTool(stage, stage.attacker, tool, input);
    holds(answer.text.length <= MAX_ANSWER_CHARACTERS, `an answer of ${answer.text.length} characters`);
    return outcomeOf(answer);
  },
}));
