import type { StoredValue } from '../../model/property.js';
import type { Span } from '../../model/rich-text.js';
import { titlePropertyId } from '../../titles.js';

/** The values of a page that has a title and nothing else. */
export function titled(title: readonly Span[]): Map<string, StoredValue> {
  return new Map([[titlePropertyId, { type: 'title', text: title }]]);
}
