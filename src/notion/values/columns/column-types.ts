import { InputError } from '../../../errors.js';
import { foldName } from '../../../text/fold-name.js';
import { didYouMean } from '../../../text/suggest.js';
import { listTerms, say } from '../../../text/words.js';

/** Types that a column can be given. Notion makes no buttons and no verifications through its API, and no second title. */
const TYPES = [
  'rich_text',
  'number',
  'select',
  'multi_select',
  'status',
  'date',
  'people',
  'files',
  'checkbox',
  'url',
  'email',
  'phone_number',
  'relation',
  'rollup',
  'formula',
  'unique_id',
  'created_time',
  'created_by',
  'last_edited_time',
  'last_edited_by',
  'place',
] as const;

/** What Notion's app and models call them, without case and separators. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ['text', 'rich_text'],
  ['tags', 'multi_select'],
  ['person', 'people'],
  ['file', 'files'],
  ['filesmedia', 'files'],
  ['phone', 'phone_number'],
  ['link', 'url'],
  ['id', 'unique_id'],
]);
const BY_NAME: ReadonlyMap<string, string> = new Map([
  ...TYPES.map((type): [string, string] => [foldName(type), type]),
  ...OTHER_NAMES,
]);

/** The type that a name means. */
export function columnType(text: string, argument: string): string {
  const type = BY_NAME.get(foldName(text));
  if (type === undefined) {
    throw new InputError(
      argument,
      say`${text} is no type that a column can be given through Notion's API.`,
      say`${didYouMean(text, TYPES)}Types: ${listTerms(TYPES)}.`,
    );
  }
  return type;
}

/** Whether this is a type that a column can be given, by its name in Notion's API. */
export function isColumnType(name: string): boolean {
  return (TYPES as readonly string[]).includes(name);
}
