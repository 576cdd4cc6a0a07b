import { residentMegabytes } from '../../harness/processes/process-usage.js';
import { holds, type Attack, type AttackStage } from '../attack.js';
import { callTool, outcomeOf } from '../call.js';

/** Megabytes that one answer may cost at most, for a moment. */
const MAX_GROWTH_MB = 250;

const answers = [
  ['an answer of 400 MB', 1],
  ['an answer of 400 MB, compressed to little', 2],
  ['an answer 300,000 objects deep', 3],
] as const;

async function memoryWhile<Result>(
  stage: AttackStage,
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly growth: number }> {
  const before = residentMegabytes(stage.server);
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, residentMegabytes(stage.server));
  }, 20);
  const result = await work().finally(() => clearInterval(timer));
  return { result, growth: most - before };
}

export const notionAnswerAttacks: readonly Attack[] = answers.map(([title, number]) => ({
  name: `Notion: ${title}`,
  short: number === 2,
  run: async (stage) => {
    const page = `00000000-0000-4000-b000-00000000000${number}`;
    const { result, growth } = await memoryWhile(stage, () =>
      callTool(stage, stage.attacker, 'notion_read_page', { page }),
    );
    holds(growth < MAX_GROWTH_MB, `memory grew by ${Math.round(growth)} MB`);
    return `${outcomeOf(result)}, ${Math.round(growth)} MB`;
  },
}));
