import { pluralize } from '../../../content/answer/pluralize.js';
import { changeLines, namesInChanges } from '../pages/change-lines.js';
/** What each inverse does, in the words of the workspace. */
export async function inverseLines(session, inverses, lookups) {
    const changes = inverses.flatMap(({ shown }) => (typeof shown === 'string' ? [] : [shown]));
    const names = await namesInChanges(session, changes, lookups);
    const texts = inverses.map(({ shown }) => (typeof shown === 'string' ? shown : changeLines(shown, names)));
    // Two requests that do one thing, such as a database's title and that of its data source, are told once.
    return texts.filter((text, at) => !texts.some((other, index) => index !== at && hasLine(other, text) && (other !== text || index < at)));
}
function hasLine(text, line) {
    return `\n${text}\n`.includes(`\n${line}\n`);
}
/** `3 pages, 1 comment`. */
export function unitsOf(inverses) {
    const units = [...new Set(inverses.map(({ unit }) => unit))];
    return units
        .map((unit) => pluralize(inverses.filter((each) => each.unit === unit).length, unit))
        .join(', ');
}
