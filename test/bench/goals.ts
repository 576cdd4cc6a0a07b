// What the answers of this server have to keep to, as ratios within one run.
import type { Goal } from '../harness/figures/goals.js';
import { sumOf } from '../harness/figures/statistics.js';
import type { Measurement, ServerResult } from './measure.js';
import type { Task } from './task.js';
import { tasks } from './tasks.js';

/** Of the official server's tokens: per task that is no whole-page read, over all tasks, and for the list of tools. */
const MIN_RATIO = 5;
const MIN_RATIO_OVER_ALL = 20;
const MIN_RATIO_FOR_LIST = 8;

/** Tokens of this server, and of the official one. */
interface Tokens {
  readonly ours: number;
  readonly theirs: number;
}

/** `1/42`, rounded so that it never looks better than it is. */
function share({ ours, theirs }: Tokens): string {
  return `1/${(Math.floor((10 * theirs) / ours) / 10).toFixed(1)}`;
}

const isDearer = ({ ours, theirs }: Tokens, ratio: number): boolean => ours * ratio > theirs;

/** A goal with what misses it. */
function goal(text: string, misses: readonly string[], reached = ''): Goal {
  const passed = misses.length === 0;
  return { text, passed, detail: passed ? reached : misses.join('; ') };
}

export function checkGoals(results: readonly ServerResult[]): Goal[] {
  const ours = results.find(({ server }) => server.isOurs);
  if (ours === undefined) {
    throw new Error('This server was not measured.');
  }
  const mine = (task: Task): Measurement => ours.measurementOf(task);
  const wrong = tasks.filter((task) => !mine(task).correct).map(({ title }) => title);
  const answered = tasks.filter((task) => mine(task).correct);
  const peers = results.filter((result) => result !== ours);
  return [
    goal('Every task is answered correctly', wrong, `${tasks.length} of ${tasks.length}`),
    goal(
      'REST calls at the minimum',
      tasks.flatMap((task) => {
        const above = mine(task).requests - task.minimum.requests;
        return above <= 0 ? [] : [`${task.title}: ${Number.isNaN(above) ? 'failed' : `+${above}`}`];
      }),
      `${tasks.length} of ${tasks.length}`,
    ),
    ...goalsBesideOfficial(ours, peers, answered),
  ];
}

/** Missed without the official server, as nothing was shown. */
function goalsBesideOfficial(
  ours: ServerResult,
  peers: readonly ServerResult[],
  answered: readonly Task[],
): Goal[] {
  const official = peers.find(({ server }) => server.isOfficial);
  if (official === undefined) {
    return [goal('Compared with the official server', ['it did not run'])];
  }
  const mineOf = (task: Task): Measurement => ours.measurementOf(task);
  const tokens = (task: Task): Tokens => ({
    ours: mineOf(task).tokens,
    theirs: official.measurementOf(task).tokens,
  });
  const total = (among: readonly Task[]): Tokens => ({
    ours: sumOf(among, (task) => tokens(task).ours),
    theirs: sumOf(among, (task) => tokens(task).theirs),
  });
  const comparable = answered.filter((task) => official.measurementOf(task).correct);
  const dearest = comparable.toSorted((one, other) => tokens(other).theirs - tokens(one).theirs)[0];
  if (dearest === undefined) {
    return [goal('Compared with the official server', ['no task was answered by both'])];
  }
  const parts = comparable.filter(({ wholePage }) => !wholePage);
  const closest = parts
    .map(tokens)
    .toSorted((one, other) => other.ours / other.theirs - one.ours / one.theirs)
    .at(0);
  const all = total(comparable);
  const list = { ours: ours.listTokens, theirs: official.listTokens };
  return [
    goal(
      'No task takes more answer tokens than the best correct peer',
      answered.flatMap((task) => {
        const right = peers.map((peer) => peer.measurementOf(task)).filter(({ correct }) => correct);
        const [own, best] = [tokens(task).ours, Math.min(...right.map(({ tokens: theirs }) => theirs))];
        return own > best ? [`${task.title}: ${own} against ${best}`] : [];
      }),
      `${answered.length} of ${tasks.length}`,
    ),
    {
      ...goal(
        'No task takes longer than with the official server',
        comparable.flatMap((task) => {
          const [own, other] = [mineOf(task), official.measurementOf(task)].map(
            ({ milliseconds }) => milliseconds / 1000,
          );
          return own !== undefined && other !== undefined && own > other
            ? [`${task.title}: ${own.toFixed(2)} s against ${other.toFixed(2)} s`]
            : [];
        }),
        `${comparable.length} of ${tasks.length}`,
      ),
      // Times are those of a machine on a day.
      isAim: true,
    },
    goal(
      `At most 1/${MIN_RATIO} of the official server's answer tokens, except where a whole page is read`,
      parts
        .filter((task) => isDearer(tokens(task), MIN_RATIO))
        .map((task) => `${task.title}: ${share(tokens(task))}`),
      `at most ${share(closest ?? { ours: 1, theirs: 1 })}`,
    ),
    goal(
      `At most 1/${MIN_RATIO_OVER_ALL} of the official server's answer tokens over all tasks`,
      isDearer(all, MIN_RATIO_OVER_ALL) ? [share(all)] : [],
      // One task outweighs the others, so they are told apart.
      `${share(all)} (${comparable.length} of ${tasks.length} tasks); ${share(total(comparable.filter((task) => task !== dearest)))} without “${dearest.title}”`,
    ),
    goal(
      `At most 1/${MIN_RATIO_FOR_LIST} of the official server's tokens for tools/list`,
      isDearer(list, MIN_RATIO_FOR_LIST) ? [share(list)] : [],
      share(list),
    ),
  ];
}
