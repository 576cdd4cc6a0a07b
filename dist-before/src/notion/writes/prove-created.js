const MINUTE_MS = 60_000;
/** How far this machine's clock may be from Notion's before an absence would be believed that is none. */
export const CLOCK_TOLERANCE_MS = 86_400_000;
/**
 * Whether one of the parent's pages is the one that was to be made: of this title, made since then and by this connection. Two
 * that fit prove nothing; nor does one that is older than the call, unless the clocks agree. Where others make such pages too,
 * only its values tell whose it is, and none with other values is taken for absence: Notion or an automation may have changed
 * them. An empty title fits too many.
 */
export function proveCreated({ pages, isWhole }, { title, since, authors, isOthers, rivals }) {
    const minute = Math.floor(since.getTime() / MINUTE_MS) * MINUTE_MS;
    const ours = pages.filter((page) => page.title === title &&
        Date.parse(page.createdTime) >= since.getTime() - CLOCK_TOLERANCE_MS &&
        (page.createdBy === undefined || authors.has(page.createdBy)) &&
        !isOthers(page.id));
    const fitting = ours.filter((page) => Date.parse(page.createdTime) >= minute);
    if (fitting.length === 0) {
        return { kind: isWhole && ours.length === 0 ? 'absent' : 'unclear' };
    }
    const [only, ...others] = rivals === 'none' ? fitting : fitting.filter(({ isAsSent }) => isAsSent);
    return only !== undefined && others.length === 0 && title !== '' && rivals !== 'same'
        ? { kind: 'saved', result: only.id }
        : { kind: 'unclear', mayClear: rivals !== 'none' };
}
