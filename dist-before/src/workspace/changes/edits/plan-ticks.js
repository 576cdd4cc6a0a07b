import { quote } from '../../../text/quote.js';
import { nearestLines, shownPlaces } from './edit-problem.js';
import { findPlaces } from './find-places.js';
/** Finds to-dos by their texts: the whole text first, then a part of it. */
export function planTicks(blocks, given) {
    const toDos = blocks.filter(({ type }) => type === 'to_do');
    const ticks = new Map();
    const wanted = new Map();
    const same = [];
    const problems = [];
    for (const [name, checked] of [
        ['check', true],
        ['uncheck', false],
    ]) {
        for (const [at, text] of given[name].entries()) {
            const argument = `${name === 'check' ? 'Check' : 'Uncheck'} ${at + 1}`;
            const found = toDosOf(toDos, text);
            const block = found[0]?.[0]?.block;
            if (block === undefined) {
                const shows = nearestLines(toDos, text);
                const says = `There is no to-do ${quote(text)}.${shows.length === 0 ? '' : ' The nearest are shown.'}`;
                problems.push({ argument, says, shows });
            }
            else if (found.length > 1) {
                const says = `${found.length} to-dos have this text. Pass more of it, or under.`;
                problems.push({ argument, says, shows: shownPlaces(found) });
            }
            else if ((wanted.get(block) ?? checked) !== checked) {
                problems.push({
                    argument,
                    says: 'This to-do is in check and in uncheck.',
                    shows: shownPlaces(found),
                });
            }
            else {
                wanted.set(block, checked);
                if ((block.content['checked'] === true) === checked) {
                    same.push(text);
                }
                else {
                    ticks.set(block, checked);
                }
            }
        }
    }
    return { ticks, same, problems };
}
/** One place for each to-do. */
function toDosOf(toDos, text) {
    const { places } = findPlaces(toDos, text.trim());
    const first = new Map(places.toReversed().map((place) => [place[0]?.block, place]));
    const found = places.filter((place) => first.get(place[0]?.block) === place);
    const whole = found.filter(([piece]) => piece?.start === 0 && piece.end === piece.text.text.trimEnd().length);
    return whole.length > 0 ? whole : found;
}
