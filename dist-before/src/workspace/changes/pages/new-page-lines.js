import { joinReferences, referencesInProperty } from '../../../content/collect-references.js';
import { titleText } from '../../../content/print/title-text.js';
import { renderPropertyValue } from '../../../content/properties/property-value.js';
import { lookUpNames } from '../../names/look-up-names.js';
import { asStored } from './change-lines.js';
import { fieldText } from './page-fields.js';
/** Characters of one value. */
const MAX_SHOWN_CHARACTERS = 300;
/** The names in the values of new pages. */
export function namesInNewPages(session, pages, lookups) {
    const references = pages.flatMap(({ values }) => Object.values(values.properties).map((payload) => referencesInProperty(asStored(payload))));
    return lookUpNames(session, joinReferences(references), lookups);
}
/** A new page for a reader: its title, its address once there is one, and its values. */
export function newPageLines({ title, titleProperty, values, markdown }, url, names) {
    const properties = Object.entries(values.properties).flatMap(([name, payload]) => {
        const text = renderPropertyValue(asStored(payload), names, {
            longest: MAX_SHOWN_CHARACTERS,
            longestList: MAX_SHOWN_CHARACTERS,
        });
        return name === titleProperty || text === '' ? [] : [`${name}: ${text.replaceAll('\n', ' ')}`];
    });
    const { icon, cover } = values.fields;
    return [
        [titleText(title), url].filter((part) => part !== undefined).join(' '),
        ...properties,
        ...(icon === undefined ? [] : [`Icon: ${fieldText(icon)}`]),
        ...(cover === undefined ? [] : [`Cover: ${fieldText(cover)}`]),
        ...(markdown === '' ? [] : [`Content: ${markdown.length} characters`]),
    ].join('\n');
}
