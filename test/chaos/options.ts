import { choice, flag, number, readOptions } from '../harness/options.js';
import { databases, type DatabaseKind } from './database/databases.js';

/** Losses that are brought about on purpose; there are more connections than that. */
const UNAVOIDABLE_LOSSES = 6;
const DEFAULT_REFRESHES = 1000;
const DEFAULT_WRITES = 1000;
/** Kills that a run has to see: one for so many refreshes, within these bounds. */
const REFRESHES_PER_KILL = 20;
const MIN_KILLS = 8;
const MAX_KILLS = 40;

export interface ChaosOptions {
  /** Refreshes after which it is over; infinite where only the time counts. */
  readonly goal: number;
  readonly seconds: number;
  readonly seed: number;
  /** Milliseconds that an access token lives. */
  readonly lifetime: number;
  readonly database: DatabaseKind;
  /** How many kills are aimed at a pair on its way. */
  readonly unavoidable: number;
  readonly minKills: number;
  /** Another run: a cut between a server and Postgres. */
  readonly partition: boolean;
  /** Another run: connections to the hosted server. */
  readonly hosted: boolean;
  /** Another run: servers that make changes. */
  readonly write: boolean;
  /** Its calls that change something. */
  readonly writes: number;
}

/** What the command line asks for. */
export function readChaosOptions(): ChaosOptions {
  const { refreshes, seconds, seed, lifetime, database, unavoidable, partition, hosted, write, writes } =
    readOptions({
      refreshes: number(undefined),
      seconds: number(undefined),
      seed: number(1),
      lifetime: number(200),
      database: choice(Object.keys(databases) as [DatabaseKind, ...DatabaseKind[]]),
      unavoidable: flag(),
      partition: flag(),
      hosted: flag(),
      write: flag(),
      writes: number(DEFAULT_WRITES, { min: 1, isWhole: true }),
    });
  const isTimed = seconds !== undefined && refreshes === undefined;
  const goal = isTimed ? Infinity : (refreshes ?? DEFAULT_REFRESHES);
  const wanted = Math.max(MIN_KILLS, Math.floor(goal / REFRESHES_PER_KILL));
  return {
    goal,
    seconds: seconds ?? 360,
    seed,
    lifetime,
    database,
    unavoidable: unavoidable ? UNAVOIDABLE_LOSSES : 0,
    minKills: isTimed ? 1 : Math.min(MAX_KILLS, wanted),
    partition,
    hosted,
    write,
    writes,
  };
}
