import { schemaLines, defaultDetail } from './schema-text.js';
/** All details, for a few chosen columns. */
const FULL_DETAIL = {
    ...defaultDetail,
    options: Number.POSITIVE_INFINITY,
    optionsLength: Number.POSITIVE_INFINITY,
    descriptionLength: Number.POSITIVE_INFINITY,
};
/** Share of the room for the options of chosen columns that do not fit in full. */
const OPTIONS_SHARE = 0.8;
/** The longest type with its punctuation. */
const MAX_TYPE_CHARACTERS = 22;
const MIN_NAME_CHARACTERS = 10;
/** Levels of detail, from full down to names and types only. */
function detailLevelsFor(columns, maximum, areChosen) {
    const share = Math.floor(maximum / Math.max(1, columns));
    return [
        ...(areChosen ? [FULL_DETAIL, { ...FULL_DETAIL, optionsLength: Math.floor(share * OPTIONS_SHARE) }] : []),
        defaultDetail,
        { ...defaultDetail, options: 12, optionsLength: 240, descriptionLength: 60 },
        { options: 4, optionsLength: 60, descriptionLength: 0, nameLength: 200, formulas: false },
        {
            options: 0,
            optionsLength: 0,
            descriptionLength: 0,
            nameLength: Math.max(MIN_NAME_CHARACTERS, share - MAX_TYPE_CHARACTERS),
            formulas: false,
        },
    ];
}
/**
 * Describes the columns in at most `maximum` characters. Where they do not fit, each is shown in less detail, and finally
 * the last ones are omitted. Columns that were `chosen` among `all` are shown in full as far as there is room.
 */
export function fitSchema(all, names, maximum, chosen) {
    const levels = detailLevelsFor((chosen ?? all).length, maximum, chosen !== undefined);
    let lines = [];
    for (const detail of levels) {
        lines = schemaLines(chosen ?? all, all, names, detail);
        const text = lines.join('\n');
        if (text.length <= maximum) {
            return { text, isShortened: detail !== levels[0], leftOut: 0 };
        }
    }
    const text = lines.join('\n');
    const end = text.lastIndexOf('\n', maximum);
    const fitting = end < 0 ? '' : text.slice(0, end);
    const shown = fitting === '' ? 0 : fitting.split('\n').length;
    return { text: fitting, isShortened: true, leftOut: lines.length - shown };
}
