import type { Proof } from './send-write.js';

/** A page as a list of its parent's children shows it. */
export interface ListedPage {
  readonly id: string;
  readonly title: string;
  /** ISO 8601; Notion cuts it to the minute. */
  readonly createdTime: string;
  /** Id of the user or bot; undefined where Notion does not say. */
  readonly createdBy: string | undefined;
  /** False if it has another value than the one that was sent. */
  readonly isAsSent: boolean;
}

/** A page that may have been made. */
interface CreatedPage {
  readonly title: string;
  /** When the call began, by this machine's clock, which need not be Notion's. */
  readonly since: Date;
  /** Ids of those whose name is on what this connection makes. */
  readonly authors: ReadonlySet<string>;
  /** Pages that other requests are known to have made. */
  readonly isOthers: (id: string) => boolean;
  /** Requests for such a page that may have made one which is not recorded yet: none, with other values, or with the same. */
  readonly rivals: 'none' | 'different' | 'same';
}

const MINUTE_MS = 60_000;
/** How far this machine's clock may be from Notion's before an absence would be believed that is none. */
export const CLOCK_TOLERANCE_MS = 86_400_000;

/**
 * Whether one of the parent's pages is the one that was to be made: of this title, made since then and by this connection. Two
 * that fit prove nothing; nor does one that is older than the call, unless the clocks agree. Where others make such pages too,
 * only its values tell whose it is, and none with other values is taken for absence: Notion or an automation may have changed
 * them. An empty title fits too many.
 */
export function proveCreated(
  { pages, isWhole }: { readonly pages: readonly ListedPage[]; readonly isWhole: boolean },
  { title, since, authors, isOthers, rivals }: CreatedPage,
): Proof<string> {
  const minute = Math.floor(since.getTime() / MINUTE_MS) * MINUTE_MS;
  const ours = pages.filter(
    (page) =>
      page.title === title &&
      Date.parse(page.createdTime) >= since.getTime() - CLOCK_TOLERANCE_MS &&
      (page.createdBy === undefined || authors.has(page.createdBy)) &&
      !isOthers(page.id),
  );
  const fitting = ours.filter((page) => Date.parse(page.createdTime) >= minute);
  if (fitting.length === 0) {
    return { kind: isWhole && ours.length === 0 ? 'absent' : 'unclear' };
  }
  const [only, ...others] = rivals === 'none' ? fitting : fitting.filter(({ isAsSent }) => isAsSent);
  return only !== undefined && others.length === 0 && title !== '' && rivals !== 'same'
    ? { kind: 'saved', result: only.id }
    : { kind: 'unclear', mayClear: rivals !== 'none' };
}
