import { observeIndexes } from '../../telemetry/gauges.js';
/** Milliseconds for which the percentage is not computed again: strangers may ask for it. */
const LIFETIME_MS = 10_000;
/** Tells operators how far the indexes are: in metrics from now on, and in percent when asked. */
export function indexProgress(source) {
    if (source === undefined) {
        return undefined;
    }
    observeIndexes(async () => {
        const { pages, read, changed } = await totals(source);
        return { read, unread: pages - read, changed };
    });
    let last;
    return () => {
        const at = performance.now();
        if (last === undefined || at - last.at >= LIFETIME_MS) {
            last = { at, percent: totals(source).then(percentOf, () => 0) };
        }
        return last.percent;
    };
}
async function totals(source) {
    let sum = { pages: 0, read: 0, changed: 0, areListed: true };
    for (const { pages, read, pending, isListed } of await source.reaches()) {
        sum = {
            pages: sum.pages + pages,
            read: sum.read + read,
            changed: sum.changed + pending,
            areListed: sum.areListed && isListed,
        };
    }
    return sum;
}
/** 100 only where nothing is unread. */
function percentOf({ pages, read, areListed }) {
    const percent = pages === 0 ? (areListed ? 100 : 0) : Math.floor((100 * read) / pages);
    return areListed ? percent : Math.min(99, percent);
}
