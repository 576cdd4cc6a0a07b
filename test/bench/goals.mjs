// What the answers of this server have to keep to, as ratios within one run.

/** Of the official server's tokens: per task that is no whole-page read, over all tasks, and for the list of tools. */
const FEW = 5;
const FEW_OVER_ALL = 20;
const FEW_FOR_LIST = 8;

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

/** `1/42`, rounded so that it never looks better than it is. */
function share(tokens, of) {
  return `1/${(Math.floor((10 * of) / tokens) / 10).toFixed(1)}`;
}

/** A goal with the tasks that miss it; without the official server it is missed, as nothing was shown. */
function goal(text, misses, reached = '') {
  const passed = misses.length === 0;
  return { text, passed, detail: passed ? reached : misses.join('; ') };
}

/** `results` maps a server's name to its measurements by task id, `lists` to the tokens of its list of tools. */
export function checkGoals({ servers, tasks, results, lists }) {
  const ours = servers.find(({ isOurs }) => isOurs);
  const official = servers.find(({ isOfficial }) => isOfficial);
  const mine = (task) => results[ours.name][task.id];
  const wrong = tasks.filter((task) => !mine(task).correct).map(({ title }) => title);
  const correct = goal('Every task is answered correctly', wrong, `${tasks.length} of ${tasks.length}`);
  const above = (task) => mine(task).requests - task.minimum.requests;
  const minimum = goal(
    'REST calls at the minimum',
    tasks.filter((task) => !(above(task) <= 0)).map((task) => `${task.title}: ${aboveText(above(task))}`),
    `${tasks.length} of ${tasks.length}`,
  );
  if (official === undefined || results[official.name] === undefined) {
    return [correct, minimum, goal('Compared with the official server', ['it did not run'])];
  }

  const theirs = (task) => results[official.name][task.id];
  const bestPeer = (task) =>
    Math.min(
      ...servers
        .filter(({ isOurs, name }) => !isOurs && results[name][task.id].correct)
        .map(({ name }) => results[name][task.id].tokens),
    );
  const answered = tasks.filter((task) => mine(task).correct);
  const comparable = answered.filter((task) => theirs(task).correct);
  if (comparable.length === 0) {
    return [correct, minimum, goal('Compared with the official server', ['no task was answered by both'])];
  }
  const dearer = (divisor, among) =>
    among
      .filter((task) => mine(task).tokens * divisor > theirs(task).tokens)
      .map((task) => `${task.title}: ${share(mine(task).tokens, theirs(task).tokens)}`);
  const parts = comparable.filter(({ wholePage }) => !wholePage);
  const total = (among) => [mine, theirs].map((of) => sum(among.map((task) => of(task).tokens)));
  const all = total(comparable);
  const dearest = comparable.toSorted((one, other) => theirs(other).tokens - theirs(one).tokens)[0];
  const rest = total(comparable.filter((task) => task !== dearest));
  const list = [ours, official].map(({ name }) => lists[name].tokens);
  return [
    correct,
    minimum,
    goal(
      'No task takes more answer tokens than the best correct peer',
      answered
        .filter((task) => mine(task).tokens > bestPeer(task))
        .map((task) => `${task.title}: ${mine(task).tokens} against ${bestPeer(task)}`),
      `${answered.length} of ${tasks.length}`,
    ),
    goal(
      `At most 1/${FEW} of the official server's answer tokens, except where a whole page is read`,
      dearer(FEW, parts),
      `at most ${share(...worst(parts, mine, theirs))}`,
    ),
    goal(
      `At most 1/${FEW_OVER_ALL} of the official server's answer tokens over all tasks`,
      all[0] * FEW_OVER_ALL > all[1] ? [share(...all)] : [],
      // One task outweighs the others, so they are told apart.
      `${share(...all)} (${comparable.length} of ${tasks.length} tasks); ${share(...rest)} without “${dearest.title}”`,
    ),
    goal(
      `At most 1/${FEW_FOR_LIST} of the official server's tokens for tools/list`,
      list[0] * FEW_FOR_LIST > list[1] ? [share(...list)] : [],
      share(...list),
    ),
  ];
}

function aboveText(requests) {
  return Number.isNaN(requests) ? 'failed' : `+${requests}`;
}

/** Tokens of the task where the two come closest. */
function worst(tasks, mine, theirs) {
  const pairs = tasks.map((task) => [mine(task).tokens, theirs(task).tokens]);
  return pairs.toSorted(([a, b], [c, d]) => c / d - a / b)[0] ?? [1, 1];
}
