import { plainNames } from '../../../src/notion/values/hosted-names.js';
import { parseViewReference, readDatabaseReference } from '../../../src/notion/view-reference.js';
import { chooseColumns } from '../../../src/notion/query/columns/columns.js';
import { planCalculations } from '../../../src/notion/query/calculation.js';
import { isCalendarDate } from '../../../src/notion/query/dates/calendar-date.js';
import { endsOfDateObject } from '../../../src/notion/query/dates/date-ends.js';
import { dateAdvice, readDate, readDayInWords } from '../../../src/notion/query/dates/date-value.js';
import { dayInWords, readTime } from '../../../src/notion/query/dates/day-in-words.js';
import { asNumber, readNumber } from '../../../src/notion/query/conditions/number-value.js';
import { meaningOf } from '../../../src/notion/query/conditions/operator-meanings.js';
import { daysOfPeriod, readPeriod } from '../../../src/notion/query/dates/periods.js';
import { plainValues } from '../../../src/notion/query/conditions/plain-value.js';
import { rangeEnds } from '../../../src/notion/query/conditions/range-value.js';
import { addNumber, figureText, numberIn } from '../../../src/notion/query/figures.js';
import { buildFilter, createdWithin } from '../../../src/notion/query/conditions/filter.js';
import { normaliseOperator } from '../../../src/notion/query/conditions/find-operator.js';
import { findProperty, findPropertyOrTimestamp } from '../../../src/notion/query/columns/find-property.js';
import { formulaResultsOf } from '../../../src/notion/query/schema-hints.js';
import { splitOperator } from '../../../src/notion/query/targets/filter-target.js';
import { findCountable, groupsOf, keyOf } from '../../../src/notion/query/group.js';
import { findOptions } from '../../../src/notion/query/conditions/option-value.js';
import { titlesMeant } from '../../../src/notion/object-state.js';
import type { PropertySchema, Schema } from '../../../src/content/properties/property-types.js';
import { relationsBehind, rollupSource } from '../../../src/notion/query/columns/column-sources.js';
import { readCalculations } from '../../../src/notion/query/forms/calculation-forms.js';
import { readSorts } from '../../../src/notion/query/forms/sort-forms.js';
import { readWhere } from '../../../src/notion/query/forms/where-forms.js';
import { planSorts } from '../../../src/notion/query/sorts.js';
import { planWhere, plannedConditions } from '../../../src/notion/query/where.js';
import {
  dashed,
  looksLikeUrl,
  parseReference,
  parseReferences,
  referenceOrTitle,
  requireReference,
  undashed,
} from '../../../src/notion/reference.js';
import { say } from '../../../src/text/words.js';
import type { Hostile, Subjects } from './hostile.js';
import { schemaOf } from './properties.js';

const calendar = { now: new Date(0), timeZone: 'UTC' };
const TYPES = [
  'title',
  'rich_text',
  'number',
  'checkbox',
  'select',
  'multi_select',
  'status',
  'people',
  'relation',
  'date',
  'unique_id',
  'verification',
  'formula',
  'rollup',
  'files',
  'button',
];
const OPERATORS = [
  'equals',
  'contains',
  'is_empty',
  'greater_than',
  'after',
  'does_not_contain',
  'any:equals',
  'between',
  'in',
  'like',
];

/** One column of each type under its type's name. */
const plainSchema: Schema = Object.fromEntries(
  TYPES.map((type) => [
    type,
    {
      id: type,
      name: type,
      type,
      [type]: { options: [{ id: '1', name: 'one' }], groups: [], prefix: 'TASK', function: 'show_original' },
    },
  ]),
);

function hostileSchema({ text, pieces }: Hostile): Schema {
  return Object.fromEntries(schemaOf(text, pieces).map((property) => [property.name, property]));
}

/** A schema with as many columns as there are pieces. */
function wideSchema({ pieces }: Hostile): Schema {
  return Object.fromEntries(
    pieces.map((piece, at): [string, PropertySchema] => {
      const name = `${piece}${at}`;
      return [name, { id: name, name, type: 'number', number: {} }];
    }),
  );
}

/** A refusal is an answer like another, and what comes after it has to run too. */
function attempt(run: () => unknown): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'InputError') {
      throw error;
    }
  }
}

function ask(schema: Schema, property: string, operator: string, value: unknown): void {
  attempt(() => {
    const planned = planWhere(schema, [
      { property, operator, value },
      { any: [{ property, operator, value }] },
    ]);
    const references = plannedConditions(planned).flatMap((condition) => condition.references);
    const filter = buildFilter(
      planned,
      'all',
      new Map(references.map((reference) => [reference, ['1', '2']])),
    );
    createdWithin(filter, { from: '2026-01-01', before: '2026-02-01' });
  });
}

/** What a caller asks of a database. */
export const questions: Subjects = {
  'references: any form': ({ text }) => {
    for (const form of [
      text,
      `{{${text}`,
      `{{${text}}}`,
      `<${text}`,
      `<${text}>`,
      `https://notion.so/${text}`,
    ]) {
      parseReferences(form);
      looksLikeUrl(form);
      titlesMeant(form);
      attempt(() => referenceOrTitle(form, 'page', say`page`));
      attempt(() => requireReference(form, 'page', say`page`));
    }
  },
  'references: views in an address': ({ text }) => {
    for (const form of [text, `https://notion.so/x?v=${text}&p=${text}`, `?p=${text}?v=${text}`]) {
      readDatabaseReference(form);
      attempt(() => parseViewReference(form));
    }
  },
  'references: several': ({ pieces }) => {
    parseReferences(pieces.join(' '));
    parseReferences(pieces.map((piece) => `https://notion.so/${piece}`).join(','));
    parseReferences(pieces.map((piece) => `${piece} ${'0'.repeat(32)}/`).join(''));
  },
  'references: parts of an address': ({ text }) => {
    for (const form of [
      `collection://${text}`,
      `https://notion.so/x?p=${text}#${text}`,
      `view://x/${text}`,
    ]) {
      parseReference(form);
    }
    dashed(text);
    undashed(text);
  },
  'questions: values': ({ text }) => {
    asNumber(text);
    readNumber(text, 'percent');
    dateAdvice(text);
    isCalendarDate(text);
    readDate(text);
    readDate(`2026-03-04T09:30${text}`);
    endsOfDateObject({ start: text, end: text, time_zone: text });
    dayInWords(text, calendar);
    readDayInWords(text, calendar);
    readTime(text);
    readPeriod(text);
    daysOfPeriod(text, calendar);
    daysOfPeriod(`past ${text} days`, calendar);
    rangeEnds(text);
    plainNames({ [`date:${text}:start`]: text, [`userDefined:${text}`]: text, [text]: text }, []);
    plainValues('date', text);
    plainValues('date', `[${text}`);
    for (const type of TYPES) {
      for (const operator of OPERATORS) {
        ask(plainSchema, type, operator, text);
      }
    }
  },
  'questions: lists of values': ({ pieces }) => {
    for (const type of TYPES) {
      ask(plainSchema, type, 'contains', pieces);
      ask(plainSchema, type, 'in', pieces);
    }
  },
  'questions: operators': ({ text }) => {
    normaliseOperator(text);
    meaningOf(text);
    splitOperator(text);
    for (const type of TYPES) {
      ask(plainSchema, type, text, 'x');
      ask(plainSchema, type, `any:${text}`, 'x');
    }
  },
  'questions: columns': ({ text, pieces }) => {
    ask(plainSchema, text, 'equals', 'x');
    for (const find of [
      () => findProperty(plainSchema, text, 'x'),
      () => findPropertyOrTimestamp(plainSchema, text, 'x'),
      () => findCountable(plainSchema, text),
      () => chooseColumns(plainSchema, [text]),
      () =>
        chooseColumns(
          plainSchema,
          pieces.map(() => 'title'),
        ),
      () => planSorts(plainSchema, [{ property: text, direction: text }]),
      () => planSorts(plainSchema, [{ property: 'title', direction: text }]),
      () => planSorts(plainSchema, [{ property: 'button' }]),
      () => planSorts(plainSchema, [{ property: `title ${text}` }, { property: `-${text}` }]),
      () => planSorts(plainSchema, [{ property: `title, ${text}` }]),
      () => findCountable(plainSchema, `month of ${text}`),
      () => findCountable(plainSchema, `title,${text}`),
    ]) {
      attempt(find);
    }
  },
  'questions: forms': ({ text, pieces }) => {
    const byColumn = Object.fromEntries(pieces.map((piece, at) => [`${piece}${at}`, { equals: piece }]));
    for (const written of [text, pieces, byColumn, { or: pieces }, { property: text, number: byColumn }]) {
      readWhere(written);
      readSorts(written);
      readCalculations(written);
    }
  },
  'questions: figures': ({ text }) => {
    for (const written of [
      text,
      `sum(${text})`,
      `sum of ${text}`,
      `count${text}`,
      `sum ${text}`,
      `count (${text}`,
    ]) {
      attempt(() => planCalculations(plainSchema, [written]));
    }
    attempt(() => planCalculations(plainSchema, ['sum of number', 'average of number', 'max of title']));
    const figures = addNumber(addNumber(undefined, 1), 2);
    figureText(figures, 'average');
    figureText(figures, 'sum');
    figureText(figures, 'min');
    figureText(figures, 'max');
    figureText(undefined, 'sum');
    [text, null].forEach((content) =>
      numberIn({ type: 'formula', formula: { type: 'string', string: content } }),
    );
    numberIn({ type: 'number', number: 1 });
    numberIn({ type: 'rollup', rollup: { type: 'unsupported' } });
  },
  'questions: hostile schema': (hostile) => {
    const schema = hostileSchema(hostile);
    for (const property of Object.values(schema)) {
      ask(schema, property.name, 'equals', hostile.text);
      rollupSource(schema, property)?.find(schema);
      relationsBehind(schema, property);
      attempt(() => findCountable(schema, property.name));
      attempt(() => findOptions(property, hostile.text, 'x'));
    }
    attempt(() => chooseColumns(schema, ['*']));
    attempt(() => findProperty(schema, 'a name', 'x'));
    ask(schema, Object.keys(schema)[3] ?? '', 'equals', 'a group');
  },
  'questions: formulas of a hostile schema': ({ text }) => {
    const expression = `prop("${text}") {{notion:block_property:${text}:${text}`;
    const formula = { id: 'f', name: 'f', type: 'formula', formula: { expression } };
    relationsBehind({ f: formula, [text]: { id: text, name: text, type: 'relation' } }, formula);
  },
  'questions: wide schema': (hostile) => {
    const schema = wideSchema(hostile);
    attempt(() => findProperty(schema, 'a name', 'x'));
    attempt(() => findProperty(schema, hostile.text, 'x'));
    attempt(() => chooseColumns(schema, ['*']));
    attempt(() => chooseColumns(schema));
    attempt(() => findCountable(schema, 'a name'));
  },
  'questions: groups of rows': ({ text, pieces }) => {
    const list = (type: string, item: (piece: string) => unknown) => ({ type, [type]: pieces.map(item) });
    for (const value of [
      list('people', (id) => ({ id, name: id })),
      list('relation', (id) => ({ id })),
      list('multi_select', (name) => ({ name })),
      list('rich_text', (piece) => ({ plain_text: piece })),
      { type: 'rollup', rollup: list('array', (piece) => ({ type: 'string', string: piece })) },
      ...['select', 'status'].map((type) => ({ type, [type]: { name: text } })),
      { type: 'date', date: { start: text } },
      { type: 'created_time', created_time: text },
      { type: 'created_by', created_by: { id: text } },
      { type: 'verification', verification: { state: text } },
      { type: 'unique_id', unique_id: { prefix: text, number: 1 } },
      { type: 'checkbox', checkbox: true },
      { type: 'hologram', hologram: text },
      { type: 'unsupported' },
    ]) {
      groupsOf(value).map(keyOf);
    }
    formulaResultsOf(
      pieces.map((name) => ({ properties: { [name]: { type: 'formula', formula: { type: name } } } })),
    );
  },
};
