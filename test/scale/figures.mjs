import { percentile } from '../load/statistics.mjs';

/** The sum of what is read from each. */
export function sumOf(list, read) {
  return list.reduce((total, each) => total + read(each), 0);
}

/** What the callers saw of the calls that began within a time. */
export function callFigures(calls, { from, to }) {
  const within = calls.filter(({ begun }) => begun >= from && begun < to);
  const answered = within.filter(({ outcome }) => outcome === 'answered');
  const attempts = within.flatMap((call) => call.attempts);
  const served = attempts.filter(({ kind }) => kind === 'answered').map(({ took }) => took);
  const all = answered.map(({ took }) => took);
  const of = (numbers) => [0.5, 0.95, 0.99].map((share) => percentile(numbers, share));
  return {
    calls: within.length,
    answered: answered.length,
    unanswered: within.filter(({ outcome }) => outcome === 'unanswered').length,
    wrong: within.filter(({ outcome }) => outcome === 'wrong').length,
    perSecond: (answered.length / (to - from)) * 1000,
    told: attempts.filter(({ kind }) => kind === 'wait').length,
    late: attempts.filter(({ kind }) => kind === 'late').length,
    broken: attempts.filter(({ kind }) => kind === 'broken').length,
    /** Milliseconds that the attempt took which brought the answer. */
    served: of(served),
    /** The same from the first attempt on, with all the waiting that was asked for. */
    all: of(all),
    longestAttempt: Math.max(0, ...attempts.map(({ took }) => took)),
  };
}

/** What Notion's windows that lie wholly within a time allowed, and what of it was used. */
export function budgetFigures(budgets, { from, to }, window) {
  const whole = budgets.filter(({ start }) => start >= from && start + window <= to);
  const [used, allowed] = [sumOf(whole, (each) => each.used), sumOf(whole, ({ limit }) => limit)];
  return {
    windows: whole.length,
    used,
    allowed,
    share: used / allowed,
    refused: sumOf(whole, (each) => each.refused),
  };
}

/** How evenly the spaces of one plan are served: answers of the least served one, over the mean. */
export function fairness(calls, spaces, { from, to }) {
  const counts = spaces.map(
    ({ space }) =>
      calls.filter(
        (call) =>
          call.space === space && call.outcome === 'answered' && call.begun >= from && call.begun < to,
      ).length,
  );
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return { least: Math.min(...counts), most: Math.max(...counts), mean, ratio: Math.min(...counts) / mean };
}

/**
 * What a disturbance cost: attempts that broke off, or were told that something is away, up to `settled` after its end,
 * and how long after its beginning the last of them was.
 */
export function recovery(calls, { begun, ended }, settled) {
  const hurt = calls
    .flatMap(({ attempts }) => attempts)
    .filter(({ sent, took }) => sent + took >= begun && sent <= ended + settled)
    .filter(({ kind, why = '' }) => kind === 'broken' || (kind === 'wait' && !isBudget(why)));
  const last = Math.max(begun, ...hurt.map(({ sent, took }) => sent + took));
  const during = calls.filter((call) => call.begun >= begun - settled && call.begun <= ended + settled);
  return {
    seconds: (ended - begun) / 1000,
    broken: hurt.filter(({ kind }) => kind === 'broken').length,
    told: hurt.filter(({ kind }) => kind === 'wait').length,
    lastAfter: (last - begun) / 1000,
    unanswered: during.filter(({ outcome }) => outcome === 'unanswered' || outcome === 'wrong').length,
    longestAttempt: Math.max(0, ...during.flatMap(({ attempts }) => attempts).map(({ took }) => took)) / 1000,
  };
}

function isBudget(why) {
  return /request budget|Too many requests to Notion/.test(why);
}
