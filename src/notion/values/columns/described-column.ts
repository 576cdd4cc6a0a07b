import { InputError } from '../../../errors.js';
import { isRecord, type JsonRecord } from '../../../text/json.js';
import { didYouMean } from '../../../text/suggest.js';
import { listTerms, say, type Words } from '../../../text/words.js';
import { hasOptions, readOptions } from './column-options.js';
import { columnType } from './column-types.js';
import { flatColumn } from './flat-column.js';

/** A column as a caller describes it. What lies in other databases has still to be found. */
export type DescribedColumn = { readonly type: string; readonly description: string | undefined } & (
  | { readonly kind: 'settings'; readonly settings: JsonRecord }
  | { readonly kind: 'relation'; readonly to: string; readonly otherSide: string | undefined }
  | {
      readonly kind: 'rollup';
      readonly relation: string;
      readonly property: string;
      readonly function: string;
    }
);

/** Members of a description besides `type` and `description`, by type. */
const MEMBERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['number', ['format']],
  ['select', ['options']],
  ['multi_select', ['options']],
  ['status', ['options']],
  ['relation', ['to', 'two_way']],
  ['rollup', ['relation', 'property', 'function']],
  ['formula', ['expression']],
  ['unique_id', ['prefix']],
]);
/** Number formats that are no currency. */
const FORMATS = ['number', 'number_with_commas', 'percent'];
const CURRENCIES =
  `dollar australian_dollar canadian_dollar singapore_dollar hong_kong_dollar new_zealand_dollar
  new_taiwan_dollar euro pound yen yuan won rupee ruble real lira rupiah franc krona norwegian_krone danish_krone zloty
  baht forint koruna shekel rand dirham riyal ringgit leu mexican_peso philippine_peso chilean_peso colombian_peso
  argentine_peso uruguayan_peso peruvian_sol`.split(/\s+/);
const FUNCTIONS =
  `show_original show_unique count count_values unique empty not_empty percent_empty percent_not_empty
  sum average median min max range earliest_date latest_date date_range checked unchecked percent_checked
  percent_unchecked count_per_group percent_per_group`.split(/\s+/);
/** UTF-16 code units of a formula; Notion takes 50 KB for a whole schema. */
const MAX_FORMULA_CHARACTERS = 10_000;
const MAX_DESCRIPTION_CHARACTERS = 280;
const MAX_PREFIX_CHARACTERS = 20;

/**
 * Reads `"number"` or `{"type": "number", "format": "euro"}`, and the form of Notion's API, `{"number": {"format":
 * "euro"}}`.
 */
export function describedColumn(given: unknown, argument: string): DescribedColumn {
  const spec = typeof given === 'string' ? { type: given } : isRecord(given) ? flatColumn(given) : given;
  const name = isRecord(spec) ? spec['type'] : undefined;
  if (!isRecord(spec) || typeof name !== 'string') {
    throw new InputError(
      argument,
      say`A column is described by its type.`,
      say`Pass "number", or an object such as {"type": "number", "format": "euro"}.`,
    );
  }
  const type = columnType(name, argument);
  const members = ['type', 'description', ...(MEMBERS.get(type) ?? [])];
  const unknown = Object.keys(spec).find((key) => !members.includes(key));
  if (unknown !== undefined) {
    throw new InputError(
      argument,
      say`A column of this type has no ${unknown}.`,
      say`${didYouMean(unknown, members)}It has: ${listTerms(members)}.`,
    );
  }
  const text = (key: string, most: number): string | undefined => readText(spec, key, most, argument);
  const needed = (key: string, what: Words): string =>
    text(key, MAX_FORMULA_CHARACTERS) ?? missing(argument, key, what);
  const common = { type, description: text('description', MAX_DESCRIPTION_CHARACTERS) };
  if (hasOptions(type)) {
    const options = spec['options'];
    const settings = options === undefined ? {} : { options: readOptions(options, argument) };
    return { ...common, kind: 'settings', settings };
  }
  switch (type) {
    case 'number': {
      const format = known(text('format', MAX_PREFIX_CHARACTERS), [...FORMATS, ...CURRENCIES], argument);
      return { ...common, kind: 'settings', settings: { format: format ?? 'number' } };
    }
    case 'relation': {
      const to = needed('to', say`the database that it leads to`);
      return { ...common, kind: 'relation', to, otherSide: otherSide(spec, argument) };
    }
    case 'rollup': {
      const relation = needed('relation', say`the relation column`);
      const property = needed('property', say`the column of the related database`);
      const wanted = known(text('function', MAX_PREFIX_CHARACTERS), FUNCTIONS, argument);
      return { ...common, kind: 'rollup', relation, property, function: wanted ?? 'show_original' };
    }
    case 'formula':
      return {
        ...common,
        kind: 'settings',
        settings: { expression: needed('expression', say`the formula`) },
      };
    case 'unique_id':
      return {
        ...common,
        kind: 'settings',
        settings: { prefix: text('prefix', MAX_PREFIX_CHARACTERS) ?? null },
      };
    default:
      return { ...common, kind: 'settings', settings: {} };
  }
}

/** '' for a second side that Notion names; undefined for a relation that shows on one side only. */
function otherSide({ two_way: sides }: JsonRecord, argument: string): string | undefined {
  if (sides === undefined || sides === null || sides === false) {
    return undefined;
  }
  if (sides === true || typeof sides === 'string') {
    return sides === true ? '' : sides.trim();
  }
  throw new InputError(
    argument,
    say`A relation shows on one side or on two.`,
    say`Pass true, or the name of the column on the other side, as two_way.`,
  );
}

function known(text: string | undefined, names: readonly string[], argument: string): string | undefined {
  const wanted = text?.toLowerCase().replaceAll(/[\s-]+/g, '_');
  if (wanted !== undefined && !names.includes(wanted)) {
    throw new InputError(
      argument,
      say`${text ?? ''} is not known here.`,
      say`${didYouMean(wanted, names)}Pass one of: ${listTerms(names)}.`,
    );
  }
  return wanted;
}

function readText(spec: JsonRecord, key: string, most: number, argument: string): string | undefined {
  const value = spec[key];
  if (value === undefined || value === null || value === '') {
    return undefined;
  }
  if (typeof value !== 'string' || value.length > most) {
    throw new InputError(
      argument,
      say`${key} takes a text of at most ${most} characters.`,
      say`Pass a shorter text.`,
    );
  }
  return value.trim();
}

function missing(argument: string, key: string, what: Words): never {
  throw new InputError(argument, say`The column lacks ${what}.`, say`Pass it as ${key}.`);
}
