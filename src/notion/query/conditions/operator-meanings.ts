/** How the values of an operator are taken. */
export type OperandShape =
  /** As the operator takes them. */
  | 'plain'
  /** A text with `%` for anything, as in SQL. */
  | 'like'
  /** A list, of which one must fit. */
  | 'some'
  /** A list, of which each must fit. */
  | 'each'
  /** The first and the last value of a range. */
  | 'between'
  | 'not_between';

/** What a spelling of an operator means, whatever the column. */
interface OperatorMeaning {
  /** Notion's operators with this meaning; a type has at most one of them, or the first is meant. */
  readonly operators: readonly string[];
  readonly shape: OperandShape;
  /** The value that the spelling contains, as in `is_checked`. */
  readonly value?: string | boolean;
}

/**
 * Spellings whose meaning is beyond doubt, by what they mean. Case, spaces, underscores and hyphens do not count, nor do
 * `is`, `does` and the like in front, nor `to`, `than`, `of` and `with` at the end.
 */
const MEANINGS: readonly (readonly [
  spellings: string,
  operators: string,
  rest?: Partial<OperatorMeaning>,
])[] = [
  ['equals, equal, is, eq, =, ==, ===, on, exactly, same as, status, relative to today', 'equals status'],
  [
    'does not equal, not, not equal, not equals, ne, neq, not eq, !=, !==, <>, ≠, !equals, unequal, other, different, different from',
    'does_not_equal',
  ],
  ['in, one, any, either, is in list, ∈', 'equals contains status', { shape: 'some' }],
  [
    'not in, nin, not one, not any, none, neither, !in, ∉',
    'does_not_equal does_not_contain',
    { shape: 'some' },
  ],
  ['contains, contain, containing, includes, include, including, has, have, *=', 'contains'],
  ['like, ilike', 'contains', { shape: 'like' }],
  ['not like, not ilike', 'does_not_contain', { shape: 'like' }],
  [
    'not contain, not contains, not include, not includes, not have, not has, !contains, excludes, exclude, excluding',
    'does_not_contain',
  ],
  [
    'contains any, contain any, includes any, include any, has any, have any, overlaps',
    'contains equals',
    { shape: 'some' },
  ],
  ['contains all, contain all, includes all, include all, has all, have all', 'contains', { shape: 'each' }],
  [
    'contains none, contain none, includes none, include none, has none, have none, not contain any, not include any',
    'does_not_contain does_not_equal',
    { shape: 'some' },
  ],
  ['starts, start, begins, begin, starting, beginning, prefix, has prefix, ^=', 'starts_with'],
  ['ends, end, ending, suffix, has suffix, $=', 'ends_with'],
  ['greater, gt, >, more, larger, bigger, higher, above, over, exceeds, exceed', 'greater_than after'],
  ['less, lt, <, fewer, smaller, lower, below, under', 'less_than before'],
  [
    'greater than or equal, greater or equal, greater equal, greater than equal, equal to or greater, equal or greater, more than or equal, more or equal, gte, ge, >=, =>, ≥, at least, no less, not less, no fewer, not fewer, no smaller, not smaller, no lower, not lower, not below, not under',
    'greater_than_or_equal_to on_or_after',
  ],
  [
    'less than or equal, less or equal, less equal, less than equal, equal to or less, equal or less, fewer than or equal, lte, le, <=, =<, ≤, at most, no more, not more, no greater, not greater, no larger, not larger, no higher, not higher, not above, not over',
    'less_than_or_equal_to on_or_before',
  ],
  ['after, later, newer, more recent', 'after'],
  ['before, earlier, older, prior', 'before'],
  [
    'on or after, on and after, on after, after or on, on or later, after or equal, same or after, since, starting from, not before, no earlier, not earlier',
    'on_or_after',
  ],
  [
    'on or before, on and before, on before, before or on, on or earlier, before or equal, same or before, not after, no later, not later',
    'on_or_before',
  ],
  [
    'between, in between, in range, within range, range, within, during',
    'greater_than_or_equal_to on_or_after',
    { shape: 'between' },
  ],
  [
    'not between, not in range, not within, outside, outside range, out of range',
    'less_than before',
    { shape: 'not_between' },
  ],
  [
    'is empty, empty, blank, null, nil, unset, not set, not exist, not exists, missing, no value, has no value, undefined, not filled, not present, !exists',
    'is_empty',
  ],
  [
    'is not empty, not empty, non empty, nonempty, not blank, non blank, not null, non null, set, exists, exist, present, has value, has a value, any value, has any value, filled, filled in, defined, not missing, !empty, !null',
    'is_not_empty',
  ],
  ['checked, true, ticked', 'equals', { value: true }],
  ['unchecked, not checked, false, not true, unticked, not ticked', 'equals', { value: false }],
  ['overdue, past due', 'before', { value: 'today' }],
  ['today', 'equals', { value: 'today' }],
  ['yesterday', 'equals', { value: 'yesterday' }],
  ['tomorrow', 'equals', { value: 'tomorrow' }],
];

const byKey: ReadonlyMap<string, OperatorMeaning> = new Map(
  MEANINGS.flatMap(([spellings, operators, rest]) =>
    spellings
      .split(', ')
      .map((spelling) => [
        glued(spelling),
        { operators: operators.split(' '), shape: 'plain' as const, ...rest },
      ]),
  ),
);

/** What this spelling of an operator means; undefined where that is open to doubt. */
export function meaningOf(written: string): OperatorMeaning | undefined {
  const key = glued(written).replace(/^(?:isnt|arent|wasnt|doesnt|dont|hasnt)/, 'not');
  const withoutVerb = key.replace(/^(?:is|are|was|be|does|do)(?=.)/, '');
  for (const candidate of [key, withoutVerb]) {
    const found = byKey.get(candidate) ?? byKey.get(candidate.replace(/(?<=.)(?:than|to|of|with)$/, ''));
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

/** Without what differs between camelCase, snake_case and words, and the `$` of other query languages. */
function glued(written: string): string {
  const key = written.toLowerCase().replaceAll(/[\s_\-.'’"`]+/g, '');
  return key.replace(/^\$(?=[a-z])/, '');
}
