import { InputError } from '../../../errors.js';
import { say } from '../../../text/words.js';
/** UTF-16 code units of a column's name. */
const MAX_NAME_CHARACTERS = 200;
/**
 * Gives new columns their names. One that differs from another column's only in case or spaces is mostly meant as that column, and
 * two such columns are a trap for everybody who writes their names: it is taken only in quotation marks.
 */
export class ColumnNames {
    #owners = new Map();
    constructor(columns) {
        for (const column of columns) {
            this.#owners.set(column.name, column);
        }
    }
    /** The name to send; rejects with an `InputError` if it cannot be had. `self` is the column that gets it, if that is there. */
    take(text, argument, self) {
        const { name, isToTheLetter } = readName(text);
        if (name === '' || name.length > MAX_NAME_CHARACTERS) {
            throw new InputError(argument, say `A column needs a name of at most ${MAX_NAME_CHARACTERS} characters.`, say `Pass another name.`);
        }
        if (this.#owners.has(name)) {
            throw new InputError(argument, say `There is a column ${name} already.`, say `Pass another name, or change that column.`);
        }
        const near = isToTheLetter ? undefined : this.#near(name, self);
        if (near !== undefined) {
            throw new InputError(argument, say `There is a column ${near}, which differs from ${name} in case or spaces only.`, say `Use that one, or pass a name that is told from it; to have both, pass the new name in quotation marks: ${`"${name}"`}.`);
        }
        this.#owners.set(name, self);
        return name;
    }
    #near(name, self) {
        const folded = fold(name);
        return [...this.#owners].find(([other, owner]) => fold(other) === folded && (self === undefined || owner !== self))?.[0];
    }
}
function readName(text) {
    const trimmed = text.trim();
    return trimmed.length > 2 && trimmed.startsWith('"') && trimmed.endsWith('"')
        ? { name: trimmed.slice(1, -1).trim(), isToTheLetter: true }
        : { name: trimmed, isToTheLetter: false };
}
function fold(name) {
    return name.replaceAll(/\s/g, '').toLowerCase();
}
