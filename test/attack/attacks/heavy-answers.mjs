import { holds } from '../breach.mjs';
import { callTool, outcomeOf } from '../call.mjs';
import { heavyPages, heavySources } from '../heavy-notion.mjs';

/** Characters of the longest answer that any of these calls may give, markup and fence included. */
const MAX_ANSWER_CHARACTERS = 100_000;
/** Texts that cost a renderer most, each in its own way. */
const FAMILIES = ['stars', 'invisible', 'tags', 'brackets'];

const chosen = ({ family }) => FAMILIES.includes(family);
const calls = [
  ...heavyPages
    .filter(({ shape }) => shape === 'paragraph')
    .filter(chosen)
    .map(({ id, family }) => ({
      title: `comments of ${family}`,
      tool: 'notion_list_comments',
      input: { page: id },
    })),
  ...heavySources.filter(chosen).map(({ id, family }) => ({
    title: `a hundred rows of ${family}`,
    tool: 'notion_query_database',
    input: { database: id, limit: 100, columns: ['*'] },
  })),
  ...heavyPages
    .filter(({ shape }) => shape === 'paragraph' || shape === 'equation')
    .filter(chosen)
    .map(({ id, shape, family }) => ({
      title: `${shape} blocks of ${family}`,
      tool: 'notion_read_page',
      input: { page: id },
    })),
];

export const heavyAnswerAttacks = calls.map(({ title, tool, input }, index) => ({
  name: `heavy answers: ${title}`,
  short: index % 4 === 0,
  run: async (stage) => {
    const answer = await callTool(stage, stage.attacker, tool, input);
    holds(answer.text.length <= MAX_ANSWER_CHARACTERS, `an answer of ${answer.text.length} characters`);
    return outcomeOf(answer);
  },
}));
