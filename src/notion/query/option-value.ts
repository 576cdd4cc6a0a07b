import { InputError } from '../../errors.js';
import { field, listField, textField } from './json.js';
import { matchText } from '../../text/match-text.js';
import type { PropertySchema } from './property-types.js';
import { didYouMean } from '../../text/suggest.js';
import { listNames, say } from '../../text/words.js';

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
  const names = optionNames(property);
  const found = matchText(text, names);
  if ('match' in found) {
    return [found.match];
  }
  const group = found.similar.length === 0 ? optionsOfGroup(property, text) : [];
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

function optionNames(property: PropertySchema): readonly string[] {
  return listField(field(property, property.type), 'options').flatMap((option) => {
    const name = textField(option, 'name');
    return name === undefined ? [] : [name];
  });
}

function optionsOfGroup(property: PropertySchema, text: string): readonly string[] {
  const settings = field(property, property.type);
  const groups = listField(settings, 'groups');
  const found = matchText(
    text,
    groups.flatMap((group) => textField(group, 'name') ?? []),
  );
  if (!('match' in found)) {
    return [];
  }
  const ids = groups
    .filter((group) => textField(group, 'name') === found.match)
    .flatMap((group) => listField(group, 'option_ids'));
  return listField(settings, 'options').flatMap((option) =>
    ids.includes(field(option, 'id')) ? (textField(option, 'name') ?? []) : [],
  );
}
