import { titlePropertyId } from '../../titles.js';
/** The values of a page that has a title and nothing else. */
export function titled(title) {
    return new Map([[titlePropertyId, { type: 'title', text: title }]]);
}
