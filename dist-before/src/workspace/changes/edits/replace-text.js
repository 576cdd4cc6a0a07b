import { recordOf } from '../../../text/json.js';
import { alignWords } from './align-words.js';
import { cutRun, sliceRuns } from './text-runs.js';
const WORDS = /\s+|[\p{L}\p{M}\p{N}_]+|[\s\S]/gu;
const FLAGS = ['bold', 'italic', 'strikethrough', 'underline', 'code'];
/**
 * The text with one stretch replaced. Runs before and after stay as they are, and so do the words that both the old and the new
 * stretch have: with their marks and links, and as the mentions that they are.
 */
export function replaceText(runs, { start, end, runs: given, isMarked }) {
    const before = sliceRuns(runs, 0, start);
    const after = sliceRuns(runs, end, Infinity);
    const oldWords = wordsOf(sliceRuns(runs, start, end), []);
    const mentions = oldWords.filter(({ run }) => run.isWhole).map(({ text }) => text);
    const newWords = wordsOf(given, mentions);
    const kept = alignWords(oldWords.length, newWords.length, (oldAt, newAt) => {
        const [one, other] = [oldWords[oldAt], newWords[newAt]];
        return (one !== undefined &&
            other !== undefined &&
            one.text === other.text &&
            (one.run.isWhole || isUnmarked(other, isMarked) || looksSame(one.run, other.run)));
    });
    const middle = [];
    let [oldAt, newAt] = [0, 0];
    for (const [oldKept, newKept] of [...kept, [oldWords.length, newWords.length]]) {
        const replaced = oldWords.slice(oldAt, oldKept).map(({ run }) => run);
        const left = middle.at(-1) ?? before.at(-1);
        const right = oldWords[oldKept]?.run ?? after[0];
        for (const word of newWords.slice(newAt, newKept)) {
            middle.push(styled(word, replaced, [left, right], isMarked));
        }
        const stays = oldWords[oldKept];
        if (stays !== undefined) {
            middle.push(stays.run);
        }
        [oldAt, newAt] = [oldKept + 1, newKept + 1];
    }
    return [...before, ...middle, ...after];
}
/** `mentions` are one word each, where they stand in their order. */
function wordsOf(runs, mentions) {
    return runs.flatMap((run) => {
        const { text } = run.shown;
        if (run.isWhole || run.shown.link === text) {
            return [{ run, text }];
        }
        const ends = [];
        let from = 0;
        for (const mention of mentions) {
            const at = text.indexOf(mention, from);
            if (at >= 0) {
                from = at + mention.length;
                ends.push(...wordEnds(text, ends.at(-1) ?? 0, at), from);
            }
        }
        ends.push(...wordEnds(text, ends.at(-1) ?? 0, text.length));
        return ends.map((end, at) => {
            const word = cutRun(run, ends[at - 1] ?? 0, end);
            return { run: word, text: word.shown.text };
        });
    });
}
function wordEnds(text, from, to) {
    return Array.from(text.slice(from, to).matchAll(WORDS), ({ 0: word, index }) => from + index + word.length);
}
/** Whether a new word has no marks, and need not be without. */
function isUnmarked({ run: { item, shown, isWhole } }, isMarked) {
    return (!isMarked &&
        !isWhole &&
        shown.form === 'text' &&
        !isStyled(item) &&
        shown.link === undefined &&
        !(shown.bold ?? false) &&
        !(shown.italic ?? false) &&
        !(shown.strike ?? false));
}
/** Whether a caller has given it what Markdown cannot say. Text that has none of it loses none. */
function isStyled({ annotations }) {
    const { underline, color } = recordOf(annotations);
    return underline === true || color !== undefined;
}
function looksSame({ item, shown: one }, { item: wanted, shown: other }) {
    return ((!isStyled(wanted) || sameStyle(item, wanted)) &&
        one.form === other.form &&
        (one.link ?? '') === (other.link ?? '') &&
        ['bold', 'italic', 'strike'].every((mark) => (one[mark] ?? false) === (other[mark] ?? false)));
}
function sameStyle(item, wanted) {
    const [one, other] = [recordOf(item['annotations']), recordOf(wanted['annotations'])];
    return ((one['underline'] === true) === (other['underline'] === true) &&
        (one['color'] ?? 'default') === (other['color'] ?? 'default'));
}
/** A new word as it is to be stored. What it replaces gives it what Markdown cannot say, and all marks if it has none. */
function styled(word, replaced, neighbours, isMarked) {
    const { run } = word;
    const isPlain = isUnmarked(word, isMarked);
    const model = replaced.find(({ isWhole }) => !isWhole) ?? replaced[0];
    const own = recordOf(run.item['annotations']);
    if (model === undefined) {
        return isPlain ? withMarks(run, shared(neighbours)) : run;
    }
    const marks = recordOf(model.item['annotations']);
    const inherited = isPlain
        ? marks
        : {
            ...own,
            underline: own['underline'] ?? marks['underline'],
            color: own['color'] ?? marks['color'],
        };
    return withMarks(run, inherited, isPlain && !model.isWhole ? recordOf(model.item['text'])['link'] : undefined);
}
/** The marks on both sides of an insertion; those of the one side at the edge of a text. No link, unless it is around. */
function shared([left, right]) {
    const one = recordOf((left ?? right)?.item['annotations']);
    const other = recordOf((right ?? left)?.item['annotations']);
    return {
        ...Object.fromEntries(FLAGS.map((flag) => [flag, one[flag] === true && other[flag] === true])),
        ...(one['color'] === other['color'] ? { color: one['color'] } : {}),
    };
}
function withMarks(run, annotations, link) {
    const text = recordOf(run.item['text']);
    return run.isWhole
        ? { ...run, item: { ...run.item, annotations } }
        : { ...run, item: { ...run.item, text: link === undefined ? text : { ...text, link }, annotations } };
}
