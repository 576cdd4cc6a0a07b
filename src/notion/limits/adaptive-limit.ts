/** The requests that Notion allows in a window, as far as its answers tell. */
export interface LearnedLimit {
  readonly limit: number;
  /** Until then, in milliseconds, no request is sent beyond the limit. */
  readonly quietUntil: number;
  /** Milliseconds of quiet after the next refusal. */
  readonly quiet: number;
}

/** Between which a limit may be learned. */
export interface LimitBounds {
  readonly start: number;
  readonly most: number;
}

/** Where nothing limits until Notion says so. A number that every store can keep. */
export const UNLIMITED = 1_000_000_000;

/** Notion's published budget of one connection on most plans. */
const STANDARD = 180;
/** What it gives workspaces on Business and Enterprise. */
const LARGEST = 600;
/**
 * What was refused after fewer requests than this teaches nothing: somebody else has used the budget up, or Notion's window
 * began at another time than ours.
 */
const LEAST = 60;
/** A limit that a request beyond it has disproved. */
const GROWTH = 1.5;
/**
 * Milliseconds after the last request within the limit. A probe that overtook one of those would be counted in its place,
 * and answered though there is no more.
 */
export const BEFORE_PROBE = 1000;
/** Milliseconds of quiet after a first refusal; each further one doubles it. */
const FIRST_QUIET = 15 * 60_000;
const LONGEST_QUIET = 24 * 60 * 60_000;

/** Bounds for a connection. Whoever sets fewer requests than any plan has means to leave some to others: that is kept. */
export function connectionBounds(start: number): LimitBounds {
  return { start, most: start < STANDARD ? start : Math.max(LARGEST, start) };
}

/** Notion publishes no number for workspaces. */
export const workspaceBounds: LimitBounds = { start: UNLIMITED, most: UNLIMITED };

/** Before Notion has said anything. */
export function unlearned({ start }: LimitBounds): LearnedLimit {
  return { limit: start, quietUntil: 0, quiet: FIRST_QUIET };
}

/**
 * Whether one request may be sent beyond a limit that is used up. It is sent alone and costs nothing: a refusal asks to
 * wait for the end of the window, which all others wait for anyway.
 */
export function mayProbe({ limit, quietUntil }: LearnedLimit, { most }: LimitBounds, now: number): boolean {
  return limit < most && now >= quietUntil;
}

/** Notion answered a request beyond the limit. */
export function afterProbe(learned: LearnedLimit, { most }: LimitBounds): LearnedLimit {
  return {
    limit: Math.min(most, Math.floor(learned.limit * GROWTH)),
    quietUntil: learned.quietUntil,
    quiet: FIRST_QUIET,
  };
}

/** Notion refused after `passed` requests in the window. Each further refusal of the same window corrects the number. */
export function afterRefusal(
  learned: LearnedLimit,
  passed: number,
  { start, most }: LimitBounds,
  now: number,
): LearnedLimit {
  if (passed < Math.min(LEAST, start)) {
    return learned;
  }
  const limit = Math.max(1, Math.min(passed, most));
  return now < learned.quietUntil
    ? { ...learned, limit }
    : {
        limit,
        quietUntil: now + learned.quiet,
        quiet: Math.min(2 * learned.quiet, LONGEST_QUIET),
      };
}
