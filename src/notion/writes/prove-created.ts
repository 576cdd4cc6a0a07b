import type { Proof } from './send-write.js';

/** A page as a list of its parent's children shows it. */
export interface ListedPage {
  readonly id: string;
  readonly title: string;
  /** ISO 8601; Notion cuts it to the minute. */
  readonly createdTime: string;
  /** Id of the user or bot; undefined where Notion does not say. */
  readonly createdBy: string | undefined;
}

/** A page that may have been made. */
export interface CreatedPage {
  readonly title: string;
  /** When the request was sent first. */
  readonly since: Date;
  /** Ids of those whose name is on what this connection makes. */
  readonly authors: ReadonlySet<string>;
  /** Pages that other requests are known to have made. */
  readonly isOthers: (id: string) => boolean;
}

const MINUTE_MS = 60_000;

/**
 * Whether one of the parent's pages is the one that was to be made: of this title, made since then and by this connection. Two
 * that fit prove nothing, for another call may be making the same. An empty title fits too many.
 */
export function proveCreated(
  { pages, isWhole }: { readonly pages: readonly ListedPage[]; readonly isWhole: boolean },
  { title, since, authors, isOthers }: CreatedPage,
): Proof<string> {
  const minute = Math.floor(since.getTime() / MINUTE_MS) * MINUTE_MS;
  const fitting = pages.filter(
    (page) =>
      page.title === title &&
      Date.parse(page.createdTime) >= minute &&
      (page.createdBy === undefined || authors.has(page.createdBy)) &&
      !isOthers(page.id),
  );
  const [only, ...others] = fitting;
  if (only === undefined) {
    return { kind: isWhole ? 'absent' : 'unclear' };
  }
  return others.length === 0 && title !== '' ? { kind: 'saved', result: only.id } : { kind: 'unclear' };
}
