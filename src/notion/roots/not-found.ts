import { AccessError } from '../../errors.js';
import { say } from '../../text/words.js';

/** The same for what does not exist, what is not shared and what lies outside. */
export function notFound(cause?: unknown): AccessError {
  return new AccessError(
    say`There is no such object among your allowed pages.`,
    say`Check the URL or id; this caller can read its allowed pages only.`,
    { cause },
  );
}
