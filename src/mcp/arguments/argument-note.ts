import { counted, listNames, say, Words } from '../../text/words.js';
import type { CutNumbers } from './cut-numbers.js';
import type { LeftOut } from './decode-arguments.js';
import { nameArgument } from './describe-problem.js';
import type { SortedOut } from './sort-out-arguments.js';

/** Longest list in the note: it comes on top of an answer that has a maximum of its own. */
const MAX_NAMES = 5;

/** How arguments were read where that is not as they were given; undefined if nothing is to be said. */
export function argumentNote(
  { renamed, ignored }: SortedOut,
  { cut }: CutNumbers,
  leftOut: readonly LeftOut[],
): Words | undefined {
  const note = Words.join(
    [
      ...(ignored.length === 0 ? [] : [say`Ignored, not arguments of this tool: ${listFirst(ignored)}.`]),
      ...renamed
        .slice(0, MAX_NAMES)
        .map(([given, argument]) => say`${given} was read as ${Words.term(argument)}.`),
      ...leftOut
        .slice(0, MAX_NAMES)
        .map(([list, count]) => say`Left out of ${nameArgument(list)}: ${counted(count, 'empty item')}.`),
      ...cut.map(([argument, maximum]) => say`${Words.term(argument)} was cut to its maximum, ${maximum}.`),
    ],
    ' ',
  );
  return note.isEmpty ? undefined : note;
}

function listFirst(names: readonly string[]): Words {
  const more = names.length - MAX_NAMES;
  const list = listNames(names.slice(0, MAX_NAMES));
  return more > 0 ? say`${list} and ${more} more` : list;
}
