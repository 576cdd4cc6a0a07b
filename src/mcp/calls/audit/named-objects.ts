import { parseReference } from '../../../notion/reference.js';

/** Arguments of our tools that name an object, and its kind. */
const OWN: Readonly<Record<string, string>> = {
  page: 'page',
  database: 'database',
  id: 'page',
  in: 'page',
  data_sources: 'database',
};
/** Those of Notion's hosted tools: `page_id`, `data_source_urls`, `page_or_database_ids`. */
const HOSTED = /^(?:[a-z_]{1,40}_)?(?:id|ids|url|urls)$/;
/** What else may be named like that is content: columns have any names. */
const CONTENT = new Set(['properties', 'content', 'rich_text', 'params']);
const MAX_DEPTH = 4;
/** Values that are looked at, and objects that are named. */
const MAX_VALUES = 500;
const MAX_OBJECTS = 50;
/** No id or address of Notion is longer. */
const MAX_REFERENCE_CHARACTERS = 2000;

/**
 * What a call names by id or URL, such as `page 0123…`, each once, in the order of its arguments. Titles and other texts are
 * content and are not among them.
 */
export function namedObjects(given: unknown): readonly string[] {
  const named = new Set<string>();
  let values = 0;
  const look = (value: unknown, name: string, depth: number): void => {
    values += 1;
    if (values > MAX_VALUES || named.size >= MAX_OBJECTS || depth > MAX_DEPTH) {
      return;
    }
    if (typeof value === 'string') {
      const kind = kindOf(name);
      const reference =
        kind === undefined || value.length > MAX_REFERENCE_CHARACTERS ? undefined : parseReference(value);
      if (reference !== undefined) {
        named.add(`${KINDS[reference.kind ?? ''] ?? kind} ${reference.id}`);
      }
    } else if (Array.isArray(value)) {
      value.forEach((item: unknown) => look(item, name, depth + 1));
    } else if (typeof value === 'object' && value !== null) {
      Object.entries(value)
        .filter(([member]) => !CONTENT.has(member))
        .forEach(([member, item]) => look(item, member, depth + 1));
    }
  };
  look(given, '', 0);
  return [...named];
}

/** Where the reference says it itself. */
const KINDS: Readonly<Record<string, string>> = { data_source: 'database', view: 'view', user: 'user' };

function kindOf(name: string): string | undefined {
  const own = Object.hasOwn(OWN, name) ? OWN[name] : undefined;
  if (own !== undefined || !HOSTED.test(name)) {
    return own;
  }
  const [, kind = 'page'] =
    /^(?:data_)?(database|source|discussion|user|view|task|teamspace)/.exec(name) ?? [];
  return kind === 'source' ? 'database' : kind;
}
