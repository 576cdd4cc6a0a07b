// How much one process serves, beside a server that does nothing on the same SDK.
import { forkModule, processorMilliseconds, runCallers } from '../processes.mjs';
import { setStage } from '../stage.mjs';
import { summarise } from '../statistics.mjs';
import { answered, usualCalls } from '../tool-calls.mjs';

const SPACES = 8;
const CALLERS = 64;
/** Milliseconds before it counts, in which both servers compile what they need. */
const WARM_UP = 3000;

export async function measureThroughput({ seconds, era, nodeOptions }) {
  const stage = await setStage({ spaces: SPACES, nodeOptions });
  const calls = await usualCalls(stage, era);
  const answers = await Promise.all(calls.map(answered));
  const length = Math.round(answers.reduce((sum, { body }) => sum + body.length, 0) / answers.length);
  const bare = await forkModule('bare-server.mjs', [String(length)]);
  const echo = [{ url: bare.url, era, name: 'echo', input: { query: 'Release checklist' } }];
  const measure = async ({ child }, list, milliseconds) => {
    const before = processorMilliseconds(child);
    const {
      times,
      complaints,
      milliseconds: taken,
    } = await runCallers({
      calls: list,
      concurrent: CALLERS,
      milliseconds,
    });
    const processor = (processorMilliseconds(child) - before) / times.length;
    return { ...summarise(times, taken), processor, complaints };
  };
  await measure(stage.server, calls, WARM_UP);
  await measure(bare, echo, WARM_UP);
  const ours = await measure(stage.server, calls, seconds * 1000);
  const bareResult = await measure(bare, echo, seconds * 1000);
  await stage.remove();
  return { spaces: SPACES, callers: CALLERS, seconds, ours, bare: bareResult };
}
