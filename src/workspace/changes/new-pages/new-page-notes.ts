import { colorNote } from '../color-note.js';
import { lockedNote } from '../locked-note.js';
import type { NewPlace } from '../pages/find-parent.js';

/** What somebody who makes pages there should know. */
export function newPageNotes(
  parent: NewPlace,
  pages: readonly { readonly content?: string | undefined }[],
): readonly string[] {
  return [
    parent.kind === 'private'
      ? 'Private, at the top of the workspace: only the person whom this connection acts for sees it.'
      : '',
    parent.kind === 'page' ? lockedNote([parent.page]) : '',
    colorNote(pages.map(({ content = '' }) => content)),
  ];
}
