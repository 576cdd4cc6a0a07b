import { looksLikeUrl, parseReference } from '../../reference.js';
import { field, textField } from '../../../text/json.js';
import { withoutEscapes } from '../../../text/match-text.js';
import { say } from '../../../text/words.js';
import { asText, refuseValue } from './value-context.js';
/** The person who asks, in words. */
const ME = new Set([
    'me',
    'myself',
    'current user',
    'current_user',
    'currentuser()',
    'me()',
]);
/** A person or page: its id, or a name to be looked up. */
export function readReference(kind, value, context) {
    const expected = kind === 'person'
        ? say `Pass me, a name, an e-mail address or a user id.`
        : say `Pass a page title, URL or id.`;
    const written = (asText(value) ?? refuseValue(expected, value, context)).trim();
    const { argument } = context;
    // Names are copied from answers, which escape for Markdown.
    const text = withoutEscapes(kind === 'person' ? written.replace(/^@/, '').trim() : written);
    const reference = parseReference(text);
    const fits = reference?.kind === undefined || (kind === 'person' && reference.kind === 'user');
    if (reference === undefined ? looksLikeUrl(text) : !fits) {
        return refuseValue(expected, value, context);
    }
    if (reference !== undefined) {
        return { value: reference.id };
    }
    if (kind === 'person') {
        return { reference: { kind, text: ME.has(text.toLowerCase()) ? 'me' : text, argument } };
    }
    const dataSourceId = textField(field(context.property, 'relation'), 'data_source_id');
    return { reference: { kind, text, argument, dataSourceId } };
}
