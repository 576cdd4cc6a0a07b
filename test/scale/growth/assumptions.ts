/** Shares of the tools among the calls: to search by title, to read a page, and to look into the texts of some pages. */
export interface ToolMix {
  readonly search: number;
  readonly read: number;
  readonly searchInText: number;
}

const mix: ToolMix = { search: 0.45, read: 0.45, searchInText: 0.1 };

/** What growth is reckoned with and nobody has measured: how people use it, what machines carry, and what they cost. */
export const assumptions = {
  /** Callers of a space, and the share of the spaces that have so many. */
  sizes: [
    { callers: 5, share: 0.9 },
    { callers: 25, share: 0.09 },
    { callers: 200, share: 0.01 },
  ],
  /** Share of the workspaces on Business or Enterprise. */
  business: 0.2,
  /** In the busiest hour a caller has so many conversations, in each of which so many tool calls fall into one minute. */
  conversations: 2,
  callsOfConversation: 8,
  /** The calls that the scale run makes as well. */
  mix,
  /** Hours like the busiest one that a day amounts to, and such days in a month. */
  busyHours: 6,
  busyDays: 22,
  /** Notion names no lifetime of its access tokens; once an hour would be often. */
  refreshesOfDay: 24,
  /** Share of a core that is used at the busiest minute, so that the next burst finds room; fewer processes are no spare. */
  load: 0.5,
  leastProcesses: 2,
  /** What a small machine carries: transactions of Postgres and commands of Redis in a second. */
  transactionsPerSecond: 2000,
  commandsPerSecond: 50_000,
  /** Dollars, as large providers ask for them: a core for an hour, a GB of memory and a GB on disk for a month. */
  prices: { coreHour: 0.04, memoryMonth: 4, diskMonth: 0.15 },
} as const;

export type Assumptions = typeof assumptions;
