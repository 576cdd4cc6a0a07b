import type { DocumentBlock } from './document.js';

/**
 * A part of meeting notes under a heading, so that it is in the outline and can be read by its name; nothing when it is
 * empty.
 */
export function meetingSection(
  title: 'Summary' | 'Notes' | 'Transcript',
  children: readonly DocumentBlock[],
): DocumentBlock[] {
  return children.every(isEmpty) ? [] : [{ kind: 'heading', level: 2, text: title, children }];
}

function isEmpty(block: DocumentBlock): boolean {
  return block.kind === 'paragraph' && block.text.trim() === '' && block.children.every(isEmpty);
}
