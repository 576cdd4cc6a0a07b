import { InputError } from '../../errors.js';
import { foldText, matchText } from '../../text/match-text.js';
import { listWords, say, Words } from '../../text/words.js';
import { printedForms } from './file-forms.js';
/** Kinds that decorate a page: a file is sought among the others first. */
const DECORATION = new Set(['icon', 'cover']);
/** The only file there is, decorations aside; undefined where there are several or none. */
export function onlyFile(files) {
    const numbered = withNumbers(files);
    const proper = numbered.filter(({ file }) => !DECORATION.has(file.media));
    const candidates = proper.length === 0 ? numbered : proper;
    return candidates.length === 1 ? candidates[0] : undefined;
}
/**
 * The file that is meant by its number, its name, its caption, its address, `icon`, `cover`, or by what the page prints for
 * it. Undefined where none fits; an `InputError` where several do.
 */
export function chooseFile(wanted, files) {
    const numbered = withNumbers(files);
    const byNumber = /^#?(\d{1,5})\.?$/.exec(wanted)?.[1];
    const ways = [
        () => numbered.filter(({ number }) => number === Number(byNumber)),
        () => numbered.filter(({ file }) => file.url === wanted),
        () => named(numbered, wanted, ({ name }) => name),
        () => numbered.filter(({ file }) => printedForms(file).includes(wanted)),
        () => named(numbered, wanted, ({ caption }) => caption),
        () => numbered.filter(({ file }) => DECORATION.has(file.media) && file.media === foldText(wanted)),
    ];
    for (const way of ways) {
        const found = way();
        const [first] = found;
        if (found.length > 1) {
            throw new InputError('file', say `${found.length} files fit ${wanted}.`, say `Pass a number: ${listWords(found, ({ number, file }) => say `${number} (${describe(file)})`, '; ')}.`);
        }
        if (first !== undefined) {
            return first;
        }
    }
    return undefined;
}
/** The refusal of a name or number that no file has. */
export function noSuchFile(wanted, files) {
    return new InputError('file', files.length === 0 ? say `There are no files here.` : say `No file here is called ${wanted}.`, files.length === 0
        ? say `Pass another page.`
        : say `Pass a name or number: ${listWords(withNumbers(files), ({ number, file }) => say `${number} (${describe(file)})`, '; ')}.`);
}
function withNumbers(files) {
    return files.map((file, index) => ({ file, number: index + 1 }));
}
function named(files, wanted, textOf) {
    const match = matchText(wanted, [
        ...new Set(files.map(({ file }) => textOf(file)).filter((name) => name !== '')),
    ]);
    const names = 'match' in match ? [match.match] : match.similar;
    return files.filter(({ file }) => names.includes(textOf(file)));
}
function describe({ media, name, caption, place }) {
    const label = name === '' ? caption : name;
    const what = label === '' ? Words.term(media) : say `${Words.term(media)} ${label}`;
    return place === '' ? what : say `${what} at ${place}`;
}
