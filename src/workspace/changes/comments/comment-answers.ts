import { quote } from '../../../text/quote.js';
import { shownText } from './comment-text.js';
import type { PlannedComment } from './plan-comment.js';

/** `comment on the page "Plans"`, for a dry run. */
export function wouldOf(planned: PlannedComment): string {
  return planned.kind === 'make'
    ? `comment on ${placeOf(planned)}`
    : planned.kind === 'edit'
      ? 'edit a comment'
      : 'delete a comment';
}

/** The same once it is done. */
export function doneOf(planned: PlannedComment): string {
  return planned.kind === 'make'
    ? `Commented on ${placeOf(planned)}`
    : planned.kind === 'edit'
      ? 'Comment edited'
      : 'Comment deleted';
}

function placeOf({ target: { place, title } }: Extract<PlannedComment, { kind: 'make' }>): string {
  switch (place.kind) {
    case 'page':
      return `the page ${quote(title)}`;
    case 'block':
      return `a block of ${quote(title)}`;
    case 'discussion':
      return 'the discussion';
  }
}

/** Before → after, in the words of the workspace. */
export function linesOf(planned: PlannedComment): string {
  switch (planned.kind) {
    case 'make': {
      const { excerpt } = planned.target;
      return `${excerpt === '' ? '' : `On: ${excerpt}\n`}${shownText(planned.text)}`;
    }
    case 'edit':
      return `${shownText(planned.comment.rich_text)} → ${shownText(planned.text)}`;
    case 'delete':
      return shownText(planned.comment.rich_text);
  }
}
