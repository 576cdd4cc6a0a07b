import { distance } from 'fastest-levenshtein';
import { revealInvisible } from './invisible.js';
import { foldText } from './match-text.js';

/** Longest text quoted in a message, in UTF-16 code units. */
const QUOTED_LENGTH = 80;
/** Longest list of names in a message, in UTF-16 code units: a schema can have hundreds of properties and options. */
const LIST_LENGTH = 1200;
/** A name is "near" when at most this share of its letters differs. */
const NEAR_SHARE = 0.5;
/** Shorter pieces are found inside nearly every name. */
const SHORTEST_PIECE = 3;

/** Text for a message, on one line and not too long. Names come from the workspace, so they stay inside the quotes. */
export function quote(text: string): string {
  const line = revealInvisible(text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' '))
    .trim()
    .replaceAll('"', "'");
  const short =
    line.length > QUOTED_LENGTH
      ? `${Array.from(line)
          .slice(0, QUOTED_LENGTH - 1)
          .join('')}…`
      : line;
  return `"${short}"`;
}

/** `"A", "B" and 12 more`; as many names as a message can carry. */
export function listNames(names: readonly string[]): string {
  const shown: string[] = [];
  let length = 0;
  for (const name of names.map(quote)) {
    length += name.length + 2;
    if (length > LIST_LENGTH) {
      break;
    }
    shown.push(name);
  }
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

/** The name that was probably meant, if one is near enough to be worth a question. */
export function nearest(wanted: string, names: readonly string[]): string | undefined {
  const folded = foldText(wanted.slice(0, QUOTED_LENGTH));
  const ranked = names
    .map((name) => ({ name, difference: difference(folded, foldText(name.slice(0, QUOTED_LENGTH))) }))
    .filter((candidate) => candidate.difference <= NEAR_SHARE)
    .toSorted((left, right) => left.difference - right.difference);
  return ranked[0]?.name;
}

/** `Did you mean "Status"? ` or nothing; goes before the list of what is valid. */
export function didYouMean(wanted: string, names: readonly string[]): string {
  const name = nearest(wanted, names);
  return name === undefined ? '' : `Did you mean ${quote(name)}? `;
}

/** 0 = equal, 1 = nothing in common. A whole name inside the other counts as near, and so do swapped letters. */
function difference(left: string, right: string): number {
  const shorter = Math.min(left.length, right.length);
  if (shorter === 0) {
    return 1;
  }
  const share = distance(left, right) / Math.max(left.length, right.length);
  const within = shorter >= SHORTEST_PIECE && (left.includes(right) || right.includes(left));
  return within || sortedLetters(left) === sortedLetters(right) ? Math.min(share, NEAR_SHARE) : share;
}

function sortedLetters(text: string): string {
  return Array.from(text).toSorted().join('');
}
