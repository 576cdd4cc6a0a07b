import { readFileSync } from 'node:fs';

/** Where Linux lists a process's resource limits. */
const LIMITS_FILE = '/proc/self/limits';
/** Share of open files for client connections: the rest is for Notion, the database, Redis and the log. */
const MAX_CONNECTION_SHARE = 0.6;

/**
 * The number of client connections allowed by the system: each is an open file, and with a low limit strangers'
 * connections would leave none to reach Notion.
 */
export function maxConnectionsForOpenFiles(wanted: number, limits: string = readLimits()): number {
  const [, soft] = /^Max open files +(\d+)/m.exec(limits) ?? [];
  return soft === undefined
    ? wanted
    : Math.min(wanted, Math.max(1, Math.floor(Number(soft) * MAX_CONNECTION_SHARE)));
}

/** Empty if there is no such file: other systems have high limits of their own. */
function readLimits(): string {
  try {
    return readFileSync(LIMITS_FILE, 'utf8');
  } catch {
    return '';
  }
}
