import { InputError } from '../../../errors.js';
import { field, listField, textField } from '../../../text/json.js';
import { textMatcher, type TextMatch } from '../../../text/match-text.js';
import type { PropertySchema } from '../../../content/properties/property-types.js';
import { didYouMean } from '../../../text/suggest.js';
import { listNames, say } from '../../../text/words.js';

/**
 * The options meant by a text: the option of this name or, for a status, all options of the group of this name, since a
 * group cannot be filtered by itself. Without a schema (rolled-up properties) the text is taken as it is.
 */
export function findOptions(
  property: PropertySchema | undefined,
  text: string,
  argument: string,
): readonly string[] {
  if (property === undefined) {
    return [text];
  }
  const { names, match, matchGroup } = optionIndex(property);
  const found = match(text);
  if ('match' in found) {
    return [found.match];
  }
  const group = found.similar.length === 0 ? optionsOfGroup(property, matchGroup(text)) : [];
  if (group.length > 0) {
    return group;
  }
  throw new InputError(
    argument,
    say`${property.name} has no option ${text}.`,
    names.length === 0
      ? say`It has no options.`
      : say`${didYouMean(text, names)}Options: ${listNames(names)}.`,
  );
}

interface OptionIndex {
  readonly names: readonly string[];
  readonly match: (text: string) => TextMatch;
  readonly matchGroup: (text: string) => TextMatch;
}

// A condition may name many options, and a property may have many.
const indexes = new WeakMap<PropertySchema, OptionIndex>();

function optionIndex(property: PropertySchema): OptionIndex {
  const known = indexes.get(property);
  if (known !== undefined) {
    return known;
  }
  const names = optionNames(property);
  const groups = listField(field(property, property.type), 'groups');
  const index = {
    names,
    match: textMatcher(names),
    matchGroup: textMatcher(groups.flatMap((group) => textField(group, 'name') ?? [])),
  };
  indexes.set(property, index);
  return index;
}

function optionNames(property: PropertySchema): readonly string[] {
  return listField(field(property, property.type), 'options').flatMap((option) => {
    const name = textField(option, 'name');
    return name === undefined ? [] : [name];
  });
}

function optionsOfGroup(property: PropertySchema, found: TextMatch): readonly string[] {
  const settings = field(property, property.type);
  const groups = listField(settings, 'groups');
  if (!('match' in found)) {
    return [];
  }
  const ids = new Set(
    groups
      .filter((group) => textField(group, 'name') === found.match)
      .flatMap((group) => listField(group, 'option_ids')),
  );
  return listField(settings, 'options').flatMap((option) =>
    ids.has(field(option, 'id')) ? (textField(option, 'name') ?? []) : [],
  );
}
