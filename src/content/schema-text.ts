import { listOf, recordOf, stringOf } from './json-access.js';
import { titleOf } from './mention.js';
import type { Names } from './names.js';
import { readableFormula, samePropertyId } from './property-formula.js';
import type { PropertySchema } from './property-types.js';
import { revealInvisible } from '../text/invisible.js';
import { truncateText } from './truncate.js';

/** Options listed for one property, and the characters they may take: some databases have hundreds of tags. */
const MOST_OPTIONS = 40;
const OPTIONS_LENGTH = 1200;
const DESCRIPTION_LENGTH = 120;

/** What the schema leaves open and a caller may know. */
export interface SchemaFacts {
  /** What a formula returns (`number`, `text`, …), by the property's name. */
  readonly formulaResults?: ReadonlyMap<string, string>;
}

/**
 * One line for each property, title first: name, type and what one needs to filter by it. `names` knows the titles of the data
 * sources that relations lead to.
 */
export function describeSchema(
  properties: readonly PropertySchema[],
  names: Names,
  facts: SchemaFacts = {},
): string {
  const title = properties.filter((property) => property.type === 'title');
  const others = properties.filter((property) => property.type !== 'title');
  return [...title, ...others]
    .map((property) => {
      const detail = describeType(property, properties, names, facts);
      const description = oneLine(stringOf(property['description']));
      const note = description === '' ? '' : ` — ${truncateText(description, DESCRIPTION_LENGTH)}`;
      return oneLine(`- ${property.name}: ${property.type}${detail}${note}`);
    })
    .join('\n');
}

/** Ids of the data sources whose titles `describeSchema` prints. */
export function referencesInSchema(properties: readonly PropertySchema[]): string[] {
  return properties.flatMap((property) => {
    const id = stringOf(recordOf(property['relation'])['data_source_id']);
    return property.type === 'relation' && id !== '' ? [id] : [];
  });
}

function describeType(
  property: PropertySchema,
  properties: readonly PropertySchema[],
  names: Names,
  facts: SchemaFacts,
): string {
  const settings = recordOf(property[property.type]);
  switch (property.type) {
    case 'select':
    case 'multi_select':
      return options(optionNames(listOf(settings['options'])));
    case 'status':
      return statusOptions(listOf(settings['options']), listOf(settings['groups']));
    case 'number': {
      const format = stringOf(settings['format']);
      return format === '' || format === 'number' ? '' : ` (${format.replaceAll('_', ' ')})`;
    }
    case 'unique_id': {
      const prefix = stringOf(settings['prefix']);
      return prefix === '' ? '' : ` (${prefix}-1, ${prefix}-2, …)`;
    }
    case 'relation':
      return ` to ${titleOf('data source', stringOf(settings['data_source_id']), '', names)}`;
    case 'rollup':
      return describeRollup(settings, properties);
    case 'formula': {
      const result = facts.formulaResults?.get(property.name);
      const formula = readableFormula(stringOf(settings['expression']), properties);
      return `${result === undefined ? '' : ` returning ${result}`}${formula === '' ? '' : ` = ${formula}`}`;
    }
    default:
      return '';
  }
}

/** `sum of Price over Ingredients`. Ids inside the settings are not encoded, the ids of properties are. */
function describeRollup(
  settings: Readonly<Record<string, unknown>>,
  properties: readonly PropertySchema[],
): string {
  const relation = properties.find((property) =>
    samePropertyId(property.id, stringOf(settings['relation_property_id'])),
  );
  const over = oneLine(relation?.name ?? stringOf(settings['relation_property_name']));
  const shown = oneLine(stringOf(settings['rollup_property_name']));
  const rollupFunction = stringOf(settings['function']).replaceAll('_', ' ');
  const what = [rollupFunction, shown === '' ? '' : `of ${shown}`, over === '' ? '' : `over ${over}`];
  const text = what.filter((part) => part !== '').join(' ');
  return text === '' ? '' : `, ${text}`;
}

function statusOptions(all: readonly unknown[], groups: readonly unknown[]): string {
  const texts = groups.flatMap((group) => {
    const { name, option_ids: ids } = recordOf(group);
    const members = all.filter((option) => listOf(ids).includes(recordOf(option)['id']));
    return members.length === 0 ? [] : [`${oneLine(stringOf(name))}${options(optionNames(members))}`];
  });
  return texts.length === 0 ? options(optionNames(all)) : ` (${texts.join('; ')})`;
}

function optionNames(all: readonly unknown[]): readonly string[] {
  return all.map((option) => oneLine(stringOf(recordOf(option)['name']))).filter((name) => name !== '');
}

/** ` [A, B, …]`: brackets, because the names hold spaces and no commas. */
function options(names: readonly string[]): string {
  const shown: string[] = [];
  let length = 0;
  for (const name of names.slice(0, MOST_OPTIONS)) {
    length += name.length + 2;
    if (length > OPTIONS_LENGTH && shown.length > 0) {
      break;
    }
    shown.push(name);
  }
  const more = names.length - shown.length;
  const rest = more > 0 ? `, … ${more} more of ${names.length}` : '';
  return ` [${shown.join(', ')}${rest}]`;
}

function oneLine(text: string): string {
  return revealInvisible(text).replaceAll(/\s+/g, ' ').trim();
}
