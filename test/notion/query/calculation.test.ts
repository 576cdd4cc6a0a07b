import { describe, expect, it } from '@jest/globals';
import { headingOf, planCalculations } from '../../../src/notion/query/calculation.js';
import { refusal } from './expect-input-error.js';
import { schemaOf, taskSchema } from './schema-example.js';

const headings = (...written: string[]): string[] => planCalculations(taskSchema, written).map(headingOf);

describe('planCalculations', () => {
  it.each([
    ['sum of Points', 'sum of Points'],
    ['Sum of points', 'sum of Points'],
    ['sum Points', 'sum of Points'],
    ['sum(Points)', 'sum of Points'],
    ['sum: Points', 'sum of Points'],
    ['total of Points', 'sum of Points'],
    ['avg of Points', 'average of Points'],
    ['mean Points', 'average of Points'],
    ['minimum of Points', 'min of Points'],
    ['max of Score', 'max of Score'],
    ['max of Project budget', 'max of Project budget'],
  ])('reads %j', (written, heading) => {
    expect(headings(written)).toEqual([heading]);
  });

  it.each(['count', 'Count', 'count of rows', 'count(*)', 'number of rows'])(
    'takes %j for the number of rows, which comes anyway',
    (written) => {
      expect(headings(written)).toEqual([]);
    },
  );

  it('keeps the brackets of a name', () => {
    const schema = schemaOf(['Cost (EUR)', 'number', {}], ['of age', 'number', {}]);
    const read = (text: string): string[] => planCalculations(schema, [text]).map(headingOf);
    expect(read('sum of Cost (EUR)')).toEqual(['sum of Cost (EUR)']);
    expect(read('sum(Cost (EUR))')).toEqual(['sum of Cost (EUR)']);
    expect(read('max of of age')).toEqual(['max of of age']);
  });

  it('asks for each figure once', () => {
    expect(headings('sum of Points', 'total(points)', 'max of Points')).toEqual([
      'sum of Points',
      'max of Points',
    ]);
  });

  it.each([
    ['median of Points', /average, min or max/],
    ['Points', /sum of Price/],
    ['', /sum of Price/],
    ['sum of Pionts', /Did you mean "Points"/],
    ['sum of Status', /Columns with numbers: "Points", "Score", "Project budget"/],
    ['sum of Project stage', /Columns with numbers/],
    ['sum of Project start', /Columns with numbers/],
    ['average Points by Status', /^Pass "average of Points" here and "Status" as count_by: each group/],
    ['max of Score per Project stage', /^Pass "max of Score" here and "Project stage" as count_by/],
    ['sum of Salary by Status', /Columns|Properties/],
    ['count by Status', /count_by makes groups/],
  ])('refuses %j', (written, advice) => {
    const refused = refusal(() => headings('count', written));
    expect(refused.argument).toBe('calculate[1]');
    expect(refused.advice).toMatch(advice);
  });
});
