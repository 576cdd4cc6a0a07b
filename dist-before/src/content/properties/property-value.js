import { clipRichText, clipText } from '../answer/clip.js';
import { renderDate } from '../rich-text/date-text.js';
import { escapeText } from '../rich-text/escape.js';
import { isHostedFile, fileNameFromUrl, KEPT_IN_NOTION } from '../rich-text/hosted-file.js';
import { arrayOf, recordOf, stringOf, writtenOf } from '../../text/json.js';
import { printAddress } from '../rich-text/link.js';
import { titleMarkdown } from '../rich-text/mention.js';
import { formatNumber } from './number-format.js';
import { renderRichText } from '../rich-text/rich-text.js';
import { markedId } from '../notion-id.js';
import { joinValues } from './value-list.js';
/** For formulas and rollups that Notion does not compute: too many related pages, or relations nested too deep. */
const NOT_COMPUTED = '(not computed by Notion’s API)';
/** A rollup shows values, a value may be a formula: real data nests two levels. */
const MAX_DEPTH = 4;
/**
 * A property as a reader wants it: names, not ids; '' when it is empty. Text is Markdown; options are printed exactly as
 * they are called, for a query has to repeat them. Never throws, whatever the value looks like.
 */
export function renderPropertyValue(value, names, style = {}) {
    return render(value, names, 0, style);
}
function render(value, names, depth, style) {
    const { longest = Infinity, longestList = Infinity, format } = style;
    const property = recordOf(value);
    const type = stringOf(property['type']);
    const content = property[type];
    const fields = recordOf(content);
    const list = (items) => joinValues(items, { characters: longestList, hasMore: property['has_more'] === true });
    switch (type) {
        case 'title':
        case 'rich_text':
            return renderRichText(clipRichText(content, longest), names);
        case 'string':
        case 'email':
        case 'phone_number':
            return escapeText(stringOf(clipText(writtenOf(content), longest)));
        case 'url':
            return renderUrl(stringOf(content));
        case 'number':
            return typeof content === 'number' ? formatNumber(content, format) : '';
        case 'checkbox':
        case 'boolean':
            return typeof content === 'boolean' ? (content ? 'yes' : 'no') : '';
        case 'select':
        case 'status':
            return stringOf(fields['name']);
        case 'multi_select':
            return list(arrayOf(content).map((option) => stringOf(recordOf(option)['name'])));
        case 'date':
            return renderDateValue(content);
        case 'created_time':
        case 'last_edited_time':
            return renderDate(stringOf(content));
        case 'people':
            return list(arrayOf(content).map((person) => renderPerson(person, names)));
        case 'created_by':
        case 'last_edited_by':
            return renderPerson(content, names);
        case 'relation':
            return list(arrayOf(content).map((page) => renderRelated(page, names)));
        case 'files':
            return list(arrayOf(content).map(renderFile));
        case 'unique_id':
            return renderUniqueId(fields['prefix'], fields['number']);
        case 'verification':
            return renderVerification(content, names);
        case 'place':
            return renderPlace(content);
        case 'formula':
        case 'rollup':
            return depth < MAX_DEPTH ? render(content, names, depth + 1, style) : '';
        case 'array':
            return depth < MAX_DEPTH
                ? list(arrayOf(content).map((item) => render(item, names, depth + 1, style)))
                : '';
        case 'unsupported':
        case 'incomplete':
            return NOT_COMPUTED;
        default:
            return renderUnknown(type, typeof content === 'string' ? clipText(content, longest) : content);
    }
}
function renderDateValue(value) {
    const { start, end, time_zone: timeZone } = recordOf(value);
    return stringOf(start) === '' ? '' : renderDate(stringOf(start), stringOf(end), stringOf(timeZone));
}
function renderRelated(page, names) {
    return titleMarkdown('page', stringOf(recordOf(page)['id']), '', names);
}
function renderUrl(url) {
    return isHostedFile(url) || /^[a-z][a-z0-9+.-]*:/i.test(url) ? printAddress(url) : escapeText(url);
}
function renderUniqueId(prefix, number) {
    if (typeof number !== 'number') {
        return '';
    }
    return stringOf(prefix) === '' ? String(number) : `${stringOf(prefix)}-${number}`;
}
function renderVerification(value, names) {
    const { state, date, verified_by: verifier } = recordOf(value);
    const end = stringOf(recordOf(date)['end']);
    const by = recordOf(verifier)['id'] === undefined ? '' : ` by ${renderPerson(verifier, names)}`;
    const until = end === '' ? '' : ` until ${renderDate(end)}`;
    switch (state) {
        case 'verified':
            return `verified${by}${until}`;
        case 'expired':
            return `expired${by === '' && until === '' ? '' : ` (verified${by}${until})`}`;
        default:
            return stringOf(state);
    }
}
function renderPlace(value) {
    const { name, address, lat, lon } = recordOf(value);
    const words = new Set([stringOf(name), stringOf(address)].filter((part) => part !== ''));
    const text = escapeText([...words].join(', '));
    const at = typeof lat === 'number' && typeof lon === 'number' ? `${lat}, ${lon}` : '';
    return text === '' || at === '' ? text + at : `${text} (${at})`;
}
/** A type that Notion added after this was written: shown when its value is plain, named when it is not. */
function renderUnknown(type, content) {
    if (typeof content === 'string') {
        return type.endsWith('_time') ? renderDate(stringOf(content)) : escapeText(content);
    }
    if (typeof content === 'number' || typeof content === 'boolean') {
        return String(content);
    }
    if (typeof content !== 'object' || content === null || Object.keys(content).length === 0) {
        return '';
    }
    return escapeText(stringOf(recordOf(content)['name'])) || `[${type.replaceAll('_', ' ')} value]`;
}
/** A file by name. The address is shown when it is one that lasts: Notion's own are signed and expire within the hour. */
function renderFile(file) {
    const record = recordOf(file);
    const url = stringOf(recordOf(record[stringOf(record['type'])])['url']);
    const name = stringOf(record['name']).trim();
    if (url === '' || record['type'] !== 'external' || isHostedFile(url)) {
        const shown = name === '' || isHostedFile(name) ? fileNameFromUrl(url) : name;
        return shown === '' ? (url === '' ? '' : KEPT_IN_NOTION) : escapeText(shown);
    }
    return name === '' || name === url ? printAddress(url) : `${escapeText(name)} (${printAddress(url)})`;
}
/**
 * A person, bot or group by name. Notion sends e-mail addresses along with names; they are private and printed only for
 * users without a name.
 */
function renderPerson(person, names) {
    const user = recordOf(person);
    const id = stringOf(user['id']);
    const isGroup = user['object'] === 'group';
    const own = stringOf(user['name']).trim();
    const known = own === '' && id !== '' && !isGroup ? names.user(id) : own;
    const name = known || stringOf(recordOf(user['person'])['email']);
    if (name !== '') {
        return escapeText(name);
    }
    return id === '' && user['object'] === undefined ? '' : markedId(isGroup ? 'group' : 'user', id);
}
