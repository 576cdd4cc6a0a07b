import { isRecord, textField } from '../../../text/json.js';

/** The ends of a date as they are written; `end` is absent for a single day or moment. */
export interface DateEnds {
  readonly start: string;
  readonly end?: string;
}

/** Between the ends of a range, as answers print it, as ISO 8601 has it and as people write it; a hyphen between spaces. */
export const BETWEEN_DATES =
  / ?(?:→|\.{2,3}|…) ?| (?:to|until|till|through|[-–—]) | ?– ?|(?<=\d)\/(?=\d{4}-\d\d-\d\d)/i;

/** Notion's object of a date. The zone beside it holds for times without an offset. Undefined for anything else. */
export function endsOfDateObject(value: unknown): DateEnds | undefined {
  if (!isRecord(value)) {
    return undefined;
  }
  const start = textField(value, 'start');
  const end = textField(value, 'end') ?? '';
  const zone = textField(value, 'time_zone') ?? '';
  const zoned = (moment: string): string =>
    zone !== '' && LOCAL_MOMENT.test(moment.trim()) ? `${moment.trim()} (${zone})` : moment;
  return start === undefined
    ? undefined
    : end === ''
      ? { start: zoned(start) }
      : { start: zoned(start), end: zoned(end) };
}

const LOCAL_MOMENT = /\d(?:T| |, | at )\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?$/;
