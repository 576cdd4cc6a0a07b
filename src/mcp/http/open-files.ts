import { readFileSync } from 'node:fs';

/** Where Linux lists a process's resource limits. */
const LIMITS_FILE = '/proc/self/limits';
/** Part of the open files that clients' connections may be: the rest is for Notion, the database, Redis and the log. */
const MAX_CONNECTION_SHARE = 0.6;

/**
 * How many connections clients may have where so many are wanted: each is an open file, and where the system allows few of
 * them, strangers' connections would leave none to reach Notion with.
 */
export function maxConnectionsForOpenFiles(wanted: number, limits: string = readLimits()): number {
  const [, soft] = /^Max open files +(\d+)/m.exec(limits) ?? [];
  return soft === undefined
    ? wanted
    : Math.min(wanted, Math.max(1, Math.floor(Number(soft) * MAX_CONNECTION_SHARE)));
}

/** Empty where there is no such file: other systems have limits of their own, high ones. */
function readLimits(): string {
  try {
    return readFileSync(LIMITS_FILE, 'utf8');
  } catch {
    return '';
  }
}
