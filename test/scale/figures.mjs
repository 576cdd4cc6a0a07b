import { percentile } from '../load/statistics.mjs';

/** The sum of what is read from each. */
export function sumOf(list, read) {
  return list.reduce((total, each) => total + read(each), 0);
}

/** What the callers saw of the calls that began within a time, and of their attempts that ended within it. */
export function callFigures(calls, { from, to }) {
  const within = calls.filter(({ begun }) => begun >= from && begun < to);
  const answered = within.filter(({ outcome }) => outcome === 'answered');
  // A call may come again after the time is over, and meet what happens then.
  const attempts = within.flatMap((call) => call.attempts).filter(({ sent, took }) => sent + took < to);
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

/**
 * How evenly connections are served that have always somebody who waits: what the least served one used of its own budget
 * in windows that lie wholly within a time, over the mean. Answers would tell less: some take more requests than others.
 */
export function fairness(budgets, span, window) {
  const connections = [...new Set(budgets.map(({ connection }) => connection))];
  const shares = connections
    .map((wanted) =>
      budgetFigures(
        budgets.filter(({ connection }) => connection === wanted),
        span,
        window,
      ),
    )
    .filter(({ windows }) => windows > 0)
    .map(({ share }) => share);
  const mean = sumOf(shares, (share) => share) / shares.length;
  return { connections: shares.length, least: Math.min(...shares), mean, ratio: Math.min(...shares) / mean };
}

/**
 * What a disturbance cost: attempts that broke off, or were told that something is away, up to `settled` after its end,
 * and how long after its beginning the last of them was.
 */
export function recovery(calls, { begun, ended }, settled) {
  const hurt = calls
    .flatMap(({ attempts }) => attempts)
    .filter(({ sent, took }) => sent + took >= begun && sent <= ended + settled)
    .filter(({ kind, why = '' }) => kind === 'broken' || (kind === 'wait' && isOutage(why)));
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

/** Not the budget, nor that another process renews a token just now: both are so without any disturbance. */
function isOutage(why) {
  return /^HTTP 5|does not answer/.test(why);
}
