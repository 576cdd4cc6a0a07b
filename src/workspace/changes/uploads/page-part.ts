import { field } from '../../../text/json.js';

/** Parts of a page that show one file. */
export const PAGE_PARTS = ['icon', 'cover'] as const;

/** Where a file is attached. */
export type AttachedAs = { readonly part: (typeof PAGE_PARTS)[number] } | { readonly property: string };

/** The icon or cover of a page, as Notion gives it. */
export function partOf(page: object, part: (typeof PAGE_PARTS)[number]): unknown {
  return field(page, part);
}
