import { noNames } from '../../../content/names.js';
import { inlineRunOf } from '../../../content/rich-text/rich-text.js';
import { arrayOf, recordOf, textField, writtenOf } from '../../../text/json.js';
/** Stands for a mention that shows nothing, so that each has a place in the text. */
const NOTHING_SHOWN = '\ufffc';
/** Rich text in runs, whether it comes from Notion or goes there. */
export function textRuns(items) {
    return arrayOf(items).flatMap((value) => {
        const item = recordOf(value);
        const shown = inlineRunOf(item, noNames);
        if (item['type'] === 'text' || item['type'] === undefined) {
            const text = writtenOf(recordOf(item['text'])['content']);
            return text === '' ? [] : [{ item, shown: { ...shown, text }, isWhole: false }];
        }
        // What Notion writes for a mention is also what its Markdown shows.
        const text = shown.text || (textField(item, 'plain_text') ?? '') || NOTHING_SHOWN;
        return [{ item, shown: { ...shown, text }, isWhole: true }];
    });
}
/** The characters that a reader sees, without marks. */
export function textOf(runs) {
    return runs.map(({ shown }) => shown.text).join('');
}
/** The runs between two places of their text. A mention belongs to where it begins. */
export function sliceRuns(runs, from, to) {
    const slice = [];
    let start = 0;
    for (const run of runs) {
        const end = start + run.shown.text.length;
        if (run.isWhole ? start >= from && start < to : end > from && start < to) {
            slice.push(run.isWhole || (start >= from && end <= to)
                ? run
                : cutRun(run, Math.max(0, from - start), Math.min(end, to) - start));
        }
        start = end;
    }
    return slice;
}
/** Whether a place lies within a mention or an equation. */
export function isWithinWhole(runs, at) {
    let start = 0;
    for (const run of runs) {
        const end = start + run.shown.text.length;
        if (run.isWhole && start < at && at < end) {
            return true;
        }
        if (end >= at) {
            return false;
        }
        start = end;
    }
    return false;
}
/** A part of a run that can be cut. */
export function cutRun({ item, shown }, from, to) {
    const content = shown.text.slice(from, to);
    return {
        item: { ...item, text: { ...recordOf(item['text']), content } },
        shown: { ...shown, text: content },
        isWhole: false,
    };
}
