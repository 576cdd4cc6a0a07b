import { percentile, sumOf } from '../../harness/figures/statistics.js';

/** A time, in milliseconds since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** When something was away, in milliseconds since 1970. */
export interface Moment {
  readonly begun: number;
  readonly ended: number;
}

export interface Attempt {
  readonly sent: number;
  readonly took: number;
  readonly kind: 'answered' | 'wait' | 'late' | 'broken' | 'wrong' | 'unanswered';
  readonly why?: string;
}

/** A call, as often as it took. */
export interface Call {
  readonly space: string;
  readonly begun: number;
  readonly took: number;
  readonly outcome: 'answered' | 'unanswered' | 'wrong' | 'unfinished';
  readonly attempts: readonly Attempt[];
}

/** One window of a connection's budget, as Notion counted it. */
export interface Budget {
  readonly start: number;
  readonly limit: number;
  readonly used: number;
  readonly refused: number;
}

export interface CallFigures {
  readonly calls: number;
  readonly answered: number;
  readonly unanswered: number;
  readonly perSecond: number;
  readonly told: number;
  readonly late: number;
  readonly broken: number;
  /** Milliseconds that the attempt took which brought the answer: median, p95, p99. */
  readonly served: readonly number[];
  /** The same from the first attempt on, with all the waiting that was asked for. */
  readonly all: readonly number[];
  readonly longestAttempt: number;
}

export interface BudgetFigures {
  readonly windows: number;
  readonly used: number;
  readonly allowed: number;
  readonly share: number;
  readonly refused: number;
}

export interface Fairness {
  readonly connections: number;
  readonly least: number;
  readonly mean: number;
  readonly ratio: number;
}

/** Seconds, and how many. */
export interface Recovery {
  readonly seconds: number;
  readonly broken: number;
  readonly told: number;
  readonly lastAfter: number;
  readonly unanswered: number;
  readonly longestAttempt: number;
}

/** What the callers saw of the calls that began within a time, and of their attempts that ended within it. */
export function callFigures(calls: readonly Call[], { from, to }: Span): CallFigures {
  const within = calls.filter(({ begun }) => begun >= from && begun < to);
  const answered = within.filter(({ outcome }) => outcome === 'answered');
  // A call may come again after the time is over, and meet what happens then.
  const attempts = within.flatMap((call) => call.attempts).filter(({ sent, took }) => sent + took < to);
  const served = attempts.filter(({ kind }) => kind === 'answered').map(({ took }) => took);
  const count = (wanted: Attempt['kind']): number => attempts.filter(({ kind }) => kind === wanted).length;
  const of = (times: readonly number[]): readonly number[] =>
    [0.5, 0.95, 0.99].map((share) => percentile(times, share));
  return {
    calls: within.length,
    answered: answered.length,
    unanswered: within.filter(({ outcome }) => outcome === 'unanswered').length,
    perSecond: (answered.length / (to - from)) * 1000,
    told: count('wait'),
    late: count('late'),
    broken: count('broken'),
    served: of(served),
    all: of(answered.map(({ took }) => took)),
    longestAttempt: longestOf(attempts),
  };
}

/** What Notion's windows that lie wholly within a time allowed, and what of it was used. */
export function budgetFigures(budgets: readonly Budget[], { from, to }: Span, window: number): BudgetFigures {
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
export function fairness(
  budgets: readonly (Budget & { readonly connection: string })[],
  span: Span,
  window: number,
): Fairness {
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
export function recovery(calls: readonly Call[], { begun, ended }: Moment, settled: number): Recovery {
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
    longestAttempt: longestOf(during.flatMap(({ attempts }) => attempts)) / 1000,
  };
}

function longestOf(attempts: readonly Attempt[]): number {
  return Math.max(0, ...attempts.map(({ took }) => took));
}

/** Not the budget, nor that another process renews a token just now: both are so without any disturbance. */
function isOutage(why: string): boolean {
  return /^HTTP 5|does not answer/.test(why);
}
