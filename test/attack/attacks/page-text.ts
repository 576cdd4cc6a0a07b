import type { Attack, AttackStage } from '../attack.js';
import { callTool, outcomeOf } from '../call.js';
import { hostilePages } from '../hostile-pages.js';

/** Calls by which text of strangers is parsed, searched and cut. */
const reads = (page: string): readonly (readonly [tool: string, input: object])[] => [
  ['notion_read_page', { page }],
  ['notion_read_page', { page, find: 'plan' }],
];

const pages = hostilePages.map(({ id, name }, index) => ({
  name: `page text: ${name}`,
  short: index % 4 === 0,
  run: async (stage: AttackStage) => {
    const outcomes = [];
    for (const [tool, input] of reads(id)) {
      outcomes.push(outcomeOf(await callTool(stage, stage.attacker, tool, input)));
    }
    return outcomes.join('; ');
  },
}));

const searches = [
  { title: 'titles that a search finds', input: { query: 'Plan' } },
  { title: 'titles and texts that a search looks into', input: { query: 'Plan', in_text: true } },
].map(({ title, input }) => ({
  name: `page text: ${title}`,
  short: true,
  run: async (stage: AttackStage) => outcomeOf(await callTool(stage, stage.attacker, 'notion_search', input)),
}));

export const pageTextAttacks: readonly Attack[] = [...pages, ...searches];
