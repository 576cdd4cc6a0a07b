import { BETWEEN_DATES } from '../dates/date-ends.js';
import { field } from '../../../text/json.js';

/** Names for the ends of a range in an object. */
const STARTS = ['start', 'from', 'min', 'after', 'gte', 'since', 'low', 'lower'];
const ENDS = ['end', 'to', 'max', 'before', 'lte', 'until', 'high', 'upper'];

/** The two ends of a range: a list of two, an object, or `1 and 5`. Undefined for anything else. */
export function rangeEnds(value: unknown): readonly [unknown, unknown] | undefined {
  if (Array.isArray(value)) {
    const [start, end, ...others]: readonly unknown[] = value;
    return value.length === 1
      ? rangeEnds(start)
      : end === undefined || others.length > 0
        ? undefined
        : [start, end];
  }
  if (typeof value === 'string') {
    const [start = '', end = '', ...others] = value
      .replaceAll(/\s+/g, ' ')
      .trim()
      .replace(/^(?:between|from) /i, '')
      .replaceAll(/ and /gi, ' to ')
      .split(BETWEEN_DATES);
    return start.trim() === '' || end.trim() === '' || others.length > 0 ? undefined : [start, end];
  }
  const start = firstOf(value, STARTS);
  const end = firstOf(value, ENDS);
  return start === undefined || end === undefined ? undefined : [start, end];
}

function firstOf(value: unknown, names: readonly string[]): unknown {
  return names.map((name) => field(value, name)).find((member) => member !== undefined && member !== null);
}
