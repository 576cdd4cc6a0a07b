import type { ScaleResult } from '../figures/result.js';
import type { Assumptions, ToolMix } from './assumptions.js';
import { simulateBusyHour, type BusyHour } from './busy-hour.js';

/** What a scale run has counted; see `measuredOf`. */
export interface Measured {
  readonly date: string;
  readonly seconds: number;
  readonly connections: number;
  readonly calls: number;
  readonly notionRequests: number;
  readonly requestsOfTool: ToolMix;
  readonly refreshes: number;
  readonly processorMilliseconds: number;
  readonly megabytesOfLargestProcess: number;
  readonly databaseTransactions: number;
  readonly databaseRows: Readonly<
    Record<string, { readonly inserted: number; readonly updated: number; readonly deleted: number }>
  >;
  readonly bytesOfEvent: number;
  readonly redisCommands: number;
  readonly redisMegabytes: number;
}

/** What so many spaces need. */
export interface Growth {
  readonly spaces: number;
  readonly hour: BusyHour;
  readonly processes: number;
  /** Gigabytes of all processes together. */
  readonly memory: number;
  readonly database: {
    readonly transactionsPerSecond: number;
    readonly rowsAtRest: number;
    readonly rowsOfYear: number;
    readonly gigabytesOfYear: number;
  };
  readonly redis: { readonly commandsPerSecond: number; readonly megabytes: number };
  /** Share of what each carries that the busiest minute takes; of Notion's budget, of the busiest connection's hour. */
  readonly load: { readonly notion: number; readonly database: number; readonly redis: number };
  readonly callsOfMonth: number;
  /** Dollars for a million tool calls. */
  readonly costOfMillion: number;
}

/** Rows that a connection has before it is used: two events, its two projections, and when it was last used. */
const ROWS_OF_CONNECTION = 5;
const HOURS_OF_MONTH = 730;
/** Megabytes of a Redis that nobody uses. */
const REDIS_AT_REST = 0.9;

/** What growth is reckoned with, of everything that was counted while calls ran undisturbed. */
export function measuredOf({
  date,
  seconds,
  connections,
  calls,
  usage,
  notion,
  requestsOfTool,
}: ScaleResult): Measured {
  return {
    date,
    seconds,
    connections,
    calls: calls.answered,
    notionRequests: notion.requests,
    requestsOfTool,
    refreshes: notion.refreshes,
    processorMilliseconds: usage.processorMilliseconds,
    megabytesOfLargestProcess: usage.megabytes,
    databaseTransactions: usage.transactions,
    databaseRows: usage.tables,
    bytesOfEvent: usage.bytesOfEvent,
    redisCommands: usage.redisCommands,
    redisMegabytes: usage.redisMegabytes,
  };
}

/** What one call costs, on average over the tools. */
export function costOfCall(
  measured: Measured,
  { mix }: Pick<Assumptions, 'mix'>,
): {
  readonly requests: number;
  readonly processorMilliseconds: number;
  readonly transactions: number;
  readonly commands: number;
} {
  const { requestsOfTool, calls, processorMilliseconds, databaseTransactions, redisCommands } = measured;
  const { search, read, searchInText } = requestsOfTool;
  return {
    requests: mix.search * search + mix.read * read + mix.searchInText * searchInText,
    processorMilliseconds: processorMilliseconds / calls,
    transactions: databaseTransactions / calls,
    commands: redisCommands / calls,
  };
}

/** What so many spaces need, by what was measured and what is assumed. */
export function growthOf(spaces: number, measured: Measured, use: Assumptions): Growth {
  const call = costOfCall(measured, use);
  const hour = simulateBusyHour(spaces, use, call.requests);
  const callsPerSecond = hour.busiestMinute.calls / 60;
  const cores = (callsPerSecond * call.processorMilliseconds) / 1000 / use.load;
  const processes = Math.max(use.leastProcesses, Math.ceil(cores));
  const memory = (processes * measured.megabytesOfLargestProcess) / 1024;
  const transactionsPerSecond = callsPerSecond * call.transactions;
  const rowsOfYear = spaces * use.refreshesOfDay * 365;
  const gigabytesOfYear = (rowsOfYear * measured.bytesOfEvent) / 2 ** 30;
  const commandsPerSecond = callsPerSecond * call.commands;
  const megabytes =
    REDIS_AT_REST + (spaces * Math.max(0, measured.redisMegabytes - REDIS_AT_REST)) / measured.connections;
  const callsOfMonth = hour.calls * use.busyHours * use.busyDays;
  const { coreHour, memoryMonth, diskMonth } = use.prices;
  const month =
    processes * HOURS_OF_MONTH * coreHour +
    (memory + megabytes / 1024) * memoryMonth +
    gigabytesOfYear * diskMonth;
  return {
    spaces,
    hour,
    processes,
    memory,
    database: { transactionsPerSecond, rowsAtRest: spaces * ROWS_OF_CONNECTION, rowsOfYear, gigabytesOfYear },
    redis: { commandsPerSecond, megabytes },
    load: {
      notion: hour.busiestConnection,
      database: transactionsPerSecond / use.transactionsPerSecond,
      redis: commandsPerSecond / use.commandsPerSecond,
    },
    callsOfMonth,
    costOfMillion: (month / callsOfMonth) * 1e6,
  };
}
