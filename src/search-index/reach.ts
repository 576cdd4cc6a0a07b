/** How far an index reaches. */
export interface IndexReach {
  /** Pages and rows that were listed, and those of them whose text was read. */
  readonly pages: number;
  readonly read: number;
  readonly databases: number;
  /** Changes that were reported and not read yet. */
  readonly pending: number;
  /** Whether everything was listed at least once. */
  readonly isListed: boolean;
  /** When the index was last known to lack nothing but what is pending. */
  readonly asOf: Date | undefined;
  readonly newestEdit: Date | undefined;
  /** Passages that are not found by meaning yet; absent where none is. */
  readonly unembedded?: number | undefined;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** `index: 3,120 of about 5,000 pages, newest edit 2 minutes ago`, without its first word. */
export function reachText(reach: IndexReach, now: Date): string {
  const { pages, read, pending, isListed, asOf, newestEdit, unembedded = 0 } = reach;
  if (pages === 0 && !isListed) {
    return 'nothing read yet';
  }
  const parts = [
    read < pages || !isListed
      ? `${grouped(read)} of ${isListed ? 'about' : 'at least'} ${grouped(pages)} ${pages === 1 ? 'page' : 'pages'}`
      : pages === 1
        ? 'the only page'
        : `all ${grouped(pages)} pages`,
    pending > 0 ? `${grouped(pending)} more ${pending === 1 ? 'change' : 'changes'} to read` : '',
    unembedded > 0
      ? `${grouped(unembedded)} ${unembedded === 1 ? 'passage' : 'passages'} not yet found by meaning`
      : '',
    newestEdit === undefined ? '' : `newest edit ${ageText(newestEdit, now)}`,
    asOf === undefined ? '' : `last looked ${ageText(asOf, now)}`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function ageText(time: Date, now: Date): string {
  const age = now.getTime() - time.getTime();
  if (age < MINUTE_MS) {
    return 'just now';
  }
  if (age < HOUR_MS) {
    return ago(age / MINUTE_MS, 'minute');
  }
  return age < DAY_MS ? ago(age / HOUR_MS, 'hour') : ago(age / DAY_MS, 'day');
}

function ago(count: number, unit: string): string {
  const whole = Math.floor(count);
  return `${grouped(whole)} ${unit}${whole === 1 ? '' : 's'} ago`;
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}
