import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InputError } from '../../../../src/errors.js';
import { datePayload } from '../../../../src/notion/values/date-payload.js';
import { readRelativeDay } from '../../../../src/notion/query/dates/date-words.js';
import { dayInWords } from '../../../../src/notion/query/dates/day-in-words.js';

/** A Monday evening in London; already Tuesday in Tokyo. */
const now = new Date('2026-11-30T20:30:00Z');
const berlin = { now, timeZone: 'Europe/Berlin' };

describe('days in words', () => {
  it.each([
    ['today', '2026-11-30'],
    ['@Tomorrow', '2026-12-01'],
    ['yesterday', '2026-11-29'],
    ['Friday', '2026-12-04'],
    ['on fri', '2026-12-04'],
    ['this Monday', '2026-11-30'],
    ['Monday', '2026-11-30'],
    ['next Monday', '2026-12-07'],
    ['next Friday', '2026-12-04'],
    ['next Friday 15:00', '2026-12-04 15:00 (Europe/Berlin)'],
    ['tomorrow at 9 am', '2026-12-01 09:00 (Europe/Berlin)'],
    ['tomorrow, 12:30 pm', '2026-12-01 12:30 (Europe/Berlin)'],
    ['today 12am', '2026-11-30 00:00 (Europe/Berlin)'],
    ['in 3 days', '2026-12-03'],
    ['in a week', '2026-12-07'],
    ['in two days', '2026-12-02'],
    ['in two weeks', '2026-12-14'],
    ['a week from now', '2026-12-07'],
    ['3 days from today', '2026-12-03'],
    ['two weeks later, 10am', '2026-12-14 10:00 (Europe/Berlin)'],
    ['tues', '2026-12-01'],
    ['next Thurs.', '2026-12-03'],
    ['weds 15:00', '2026-12-02 15:00 (Europe/Berlin)'],
    ['the day after tomorrow', '2026-12-02'],
    ['day before yesterday', '2026-11-28'],
    ['in a month', '2026-12-30'],
    ['one_month_from_now', '2026-12-30'],
    ['three months later', '2027-02-28'],
    ['9 months ago', '2026-02-28'],
    ['2 weeks ago', '2026-11-16'],
    ['last Friday', '2026-11-27'],
    ['last Monday', '2026-11-23'],
    ['in a year', '2027-11-30'],
    ['today - 7 days', '2026-11-23'],
    ['today-7d', '2026-11-23'],
    ['-2w', '2026-11-16'],
    ['now+1mo', '2026-12-30'],
    ['{{today}}', '2026-11-30'],
    ['today()', '2026-11-30'],
    ['start of the month', '2026-11-01'],
    ['end of next quarter', '2027-03-31'],
    ['now', '2026-11-30T20:30Z'],
    ['-7', undefined],
    ['next week', undefined],
    ['in -3 days', undefined],
    ['-2 weeks from now', undefined],
    ['this', undefined],
    ['tomorrow 9', undefined],
    ['tomorrow 25:00', undefined],
    ['tomorrow 13 pm', undefined],
    ['in 9999 days', undefined],
    ['someday', undefined],
    ['tu', undefined],
    ['in 130 months', undefined],
    ['in a week ago', undefined],
    ['2026-12-01', undefined],
  ])('%j is %j', (text, expected) => {
    expect(dayInWords(text, berlin)).toBe(expected);
  });

  it.each([
    ['today 9 am to 11 am', '2026-11-30T09:00:00+01:00', '2026-11-30T11:00:00+01:00'],
    ['tomorrow 9:30 to 1:15pm', '2026-12-01T09:30:00+01:00', '2026-12-01T13:15:00+01:00'],
    ['2026-12-01 15:00 to 4 PM', '2026-12-01T15:00:00+01:00', '2026-12-01T16:00:00+01:00'],
  ])('end with a time as they begin with one: %j', (text, start, end) => {
    const read = datePayload(text, 'Due', berlin);
    expect([read.start, read.end].map((day) => Date.parse(day ?? ''))).toEqual(
      [start, end].map((day) => Date.parse(day)),
    );
  });

  it('are those of the zone', () => {
    expect(dayInWords('today', { now, timeZone: 'Asia/Tokyo' })).toBe('2026-12-01');
    expect(dayInWords('today', { now, timeZone: 'America/Los_Angeles' })).toBe('2026-11-30');
  });

  it('are never further than ten years away, whatever stands there', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 80 }),
          fc
            .tuple(
              fc.constantFrom('in', 'next', 'on', ''),
              fc.nat(),
              fc.constantFrom('days', 'weeks ago', 'fri'),
            )
            .map((parts) => parts.join(' ')),
        ),
        (text) => {
          const day = dayInWords(text, berlin);
          expect(day === undefined || Math.abs(Date.parse(day.slice(0, 10)) - now.getTime()) < 3.2e11).toBe(
            true,
          );
        },
      ),
    );
  });
});

describe('a date of a change', () => {
  it.each<[unknown, object]>([
    ['tomorrow', { start: '2026-12-01' }],
    ['next Friday 15:00', { start: '2026-12-04T15:00:00+01:00' }],
    ['tomorrow 15:00 to 16:30', { start: '2026-12-01T15:00:00+01:00', end: '2026-12-01T16:30:00+01:00' }],
    ['next Monday to Friday', { start: '2026-12-07', end: '2026-12-11' }],
    ['next Monday to next Friday', { start: '2026-12-07', end: '2026-12-11' }],
    ['Friday to next Monday', { start: '2026-12-04', end: '2026-12-07' }],
    ['2026-12-20 to Friday', { start: '2026-12-20', end: '2026-12-25' }],
    ['yesterday to Friday', { start: '2026-11-29', end: '2026-12-04' }],
    ['today to in 3 days', { start: '2026-11-30', end: '2026-12-03' }],
    [
      { start: 'today', end: 'Friday' },
      { start: '2026-11-30', end: '2026-12-04' },
    ],
    ['2026-12-01 15:00 to 16:00', { start: '2026-12-01T15:00:00+01:00', end: '2026-12-01T16:00:00+01:00' }],
    ['2026-12-01/2026-12-05', { start: '2026-12-01', end: '2026-12-05' }],
    [
      '2026-12-01T09:00/2026-12-01T10:00Z',
      { start: '2026-12-01T09:00:00+01:00', end: '2026-12-01T10:00:00Z' },
    ],
    ['2026-12-01..2026-12-05', { start: '2026-12-01', end: '2026-12-05' }],
    ['from 2026-12-01 through 2026-12-05', { start: '2026-12-01', end: '2026-12-05' }],
    ['2026-07-01T15:00:00', { start: '2026-07-01T15:00:00+02:00' }],
    ['Jul 1, 2026 3:00 PM', { start: '2026-07-01T15:00:00+02:00' }],
    [
      { start: '2026-12-01T15:00', end: '2026-12-01T16:00', time_zone: 'America/New_York' },
      { start: '2026-12-01T15:00:00-05:00', end: '2026-12-01T16:00:00-05:00' },
    ],
    [
      { start: '2026-12-01T15:00Z', end: null, time_zone: 'America/New_York' },
      { start: '2026-12-01T15:00:00Z' },
    ],
    [{ start: '2026-12-01', time_zone: 'America/New_York' }, { start: '2026-12-01' }],
  ])('%j is %j', (value, expected) => {
    expect(datePayload(value, 'set', berlin)).toEqual(expected);
  });

  it.each([
    'one_week_ago',
    'One week from now',
    '@one_month_ago',
    'a month from today',
    '7 days before today',
    'seven days later',
    'in 1 week',
  ])('that Notion has words for is a day of the calendar: %j', (text) => {
    expect(readRelativeDay(text)).toBeDefined();
    expect(datePayload(text, 'set', berlin).start).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  it('in words is refused where nobody has told the zone', () => {
    expect(() => datePayload('tomorrow', 'set')).toThrow(InputError);
    expect(() => datePayload('next Friday 15:00', 'set')).toThrow(InputError);
  });
});
