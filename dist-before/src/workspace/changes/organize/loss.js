import { EMPTY_WORDS, listNames, say } from '../../../text/words.js';
import { titleOf } from '../../names/titles.js';
import { countedPages } from './count-below.js';
/**
 * What has to be confirmed: several pages that go to the trash, or one with others below it, and moves that drop values.
 * Undefined for what a single call may do.
 */
export function lossOf(action, targets) {
    const losing = targets.filter(({ loss }) => loss !== undefined);
    if (losing.length === 0 && (action !== 'trash' || targets.length < 2)) {
        return undefined;
    }
    const seen = targets.map(({ page, loss }) => [
        page.id,
        page.last_edited_time,
        String(loss?.below ?? ''),
        loss?.values ?? [],
    ]);
    return { seen, effect: action === 'trash' ? trashed(targets, losing) : dropped(losing) };
}
function trashed(targets, losing) {
    const names = listNames(targets.map(({ page }) => titleOf(page)));
    const [only] = losing;
    const below = only === undefined
        ? EMPTY_WORDS
        : losing.length === 1
            ? say `, ${targets.length === 1 ? EMPTY_WORDS : say `one of them `}with ${only.loss?.below ?? EMPTY_WORDS} below it`
            : say `, ${losing.length} of them with others below`;
    return say `${countedPages(targets.length)} would go to the trash${below}: ${names}.`;
}
function dropped(losing) {
    const columns = [...new Set(losing.flatMap(({ loss }) => loss?.values ?? []))];
    return say `Moving ${countedPages(losing.length)} would drop the values of ${listNames(columns)}, which the new place does not have.`;
}
