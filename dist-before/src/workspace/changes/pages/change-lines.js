import { joinReferences, referencesInProperty } from '../../../content/collect-references.js';
import { shortUrl } from '../../../content/notion-id.js';
import { titleText } from '../../../content/print/title-text.js';
import { numberFormatOf } from '../../../content/properties/number-format.js';
import { renderPropertyValue } from '../../../content/properties/property-value.js';
import { holds } from '../../../notion/values/stored-value.js';
import { field } from '../../../text/json.js';
import { lookUpNames } from '../../names/look-up-names.js';
import { titleOf } from '../../names/titles.js';
import { fieldHolds, fieldText } from './page-fields.js';
import { fieldEntries } from './set-page.js';
/** Characters of one value. */
const MAX_SHOWN_CHARACTERS = 300;
const EMPTY = '(empty)';
const FIELD_NAMES = { icon: 'Icon', cover: 'Cover', is_locked: 'Lock' };
/** The names in the values of changes. */
export function namesInChanges(session, changes, lookups) {
    const shown = changes.flatMap(({ page, values, after }) => Object.entries(values.properties).flatMap(([name, payload]) => [
        page.properties[name],
        after?.properties[name] ?? asStored(payload),
    ]));
    const references = shown.flatMap((value) => (value === undefined ? [] : [referencesInProperty(value)]));
    return lookUpNames(session, joinReferences(references), lookups);
}
/** `Status: In progress → Done`, a line for each value, below the page's title. */
export function changeLines({ page, schema, values, after }, names) {
    const properties = Object.entries(values.properties).map(([name, payload]) => {
        const column = schema[name];
        const text = (value) => shownValue(value, names, column && numberFormatOf(column));
        return `${name}: ${text(page.properties[name])} → ${text(after?.properties[name] ?? asStored(payload))}`;
    });
    const fields = fieldEntries(values.fields).map(([name, value]) => `${FIELD_NAMES[name]}: ${fieldText(field(page, name)) || EMPTY} → ${fieldText(value) || EMPTY}`);
    return [`${titleText(titleOf(after ?? page))} ${shortUrl(page.url)}`, ...properties, ...fields].join('\n');
}
/** Names of what Notion stored otherwise than it was sent. */
export function storedOtherwise({ values, after }) {
    return after === undefined
        ? []
        : [
            ...Object.entries(values.properties).flatMap(([name, payload]) => holds(after.properties[name], payload) ? [] : [name]),
            ...fieldEntries(values.fields).flatMap(([name, value]) => fieldHolds(after, name, value) ? [] : [FIELD_NAMES[name]]),
        ];
}
/** A value that is sent, as it would come back. */
export function asStored(payload) {
    const [type = ''] = Object.keys(payload);
    return { type, ...payload };
}
function shownValue(value, names, format) {
    const text = value === undefined
        ? ''
        : renderPropertyValue(value, names, {
            longest: MAX_SHOWN_CHARACTERS,
            longestList: MAX_SHOWN_CHARACTERS,
            format,
        });
    // Between the ends of a range stands another arrow, which would look like a further change.
    const shown = value?.type === 'date' ? text.replace(' → ', ' to ') : text;
    return shown === '' ? EMPTY : shown.replaceAll('\n', ' ');
}
