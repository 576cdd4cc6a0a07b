// How much memory a server with many spaces takes when each of them has called lately.
import { whole } from '../../harness/figures/markdown.js';
import { residentMegabytes } from '../../harness/processes/process-usage.js';
import { setStage } from '../../harness/stage.js';
import { NOTION, type Scenario } from '../scenario.js';
import { answered, searchOf } from '../tool-calls.js';

const SPACES = 1000;
const MAX_MB = 200;
/** Calls at once. */
const CALLERS = 8;

export const manySpaces: Scenario = {
  title: 'Many spaces',

  async measure(run, { era, nodeOptions }) {
    const stage = await setStage(run, { spaces: SPACES, notion: NOTION, nodeOptions });
    const before = residentMegabytes(stage.server);
    const open = [...stage.names];
    await Promise.all(
      Array.from({ length: CALLERS }, async () => {
        for (let space = open.pop(); space !== undefined; space = open.pop()) {
          await answered(searchOf(stage, space, era));
        }
      }),
    );
    const after = residentMegabytes(stage.server);
    await stage.end();
    return {
      goals: [
        {
          text: `${whole(SPACES)} spaces that have called: at most ${MAX_MB} MB`,
          passed: after <= MAX_MB,
          detail: `${whole(after)} MB`,
          isAim: true,
        },
      ],
      text: [
        `${whole(SPACES)} spaces, each with a connection of its own, and one search by each. Resident memory: ${whole(before)} MB once they are connected, ${whole(after)} MB after the searches.`,
      ],
    };
  },
};
