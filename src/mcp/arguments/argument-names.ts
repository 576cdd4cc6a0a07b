import { foldName } from '../../text/fold-name.js';
import { isMisspelt } from '../../text/suggest.js';

/** What an argument is called elsewhere: in Notion's API, by other servers and by models. The likeliest first. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  page: [
    'page_id',
    'page_url',
    'page_link',
    'url',
    'id',
    'link',
    'uri',
    'reference',
    'block_id',
    'input',
    '__arg1',
  ],
  database: [
    'database_id',
    'database_url',
    'database_name',
    'data_source',
    'data_source_id',
    'data_source_url',
    'collection',
    'table',
    'db',
    'url',
    'id',
    'input',
    '__arg1',
  ],
  id: ['page_id', 'page_url', 'url', 'uri', 'page', 'database_id', 'reference', 'input', '__arg1'],
  query: [
    'q',
    'search',
    'queries',
    'search_query',
    'search_term',
    'search_text',
    'keywords',
    'keyword',
    'term',
    'text',
    'sql',
    'name',
    'title',
    'email',
    'user',
    'user_id',
    'input',
    '__arg1',
  ],
  // Notion's API has a filter of two members, the value of which says what is looked for.
  kind: ['type', 'object_type', 'object', 'filter', 'value'],
  workspace: ['workspace_id', 'workspace_name'],
  section: ['heading'],
  max_chars: ['max_characters'],
  include_comments: ['comments', 'with_comments'],
  where: ['filter', 'filters', 'conditions', 'position'],
  sort: ['sorts', 'sort_by', 'order_by'],
  columns: ['properties', 'fields', 'select', 'filter_properties'],
  count_by: ['group_by'],
  calculate: ['calculations', 'aggregate', 'aggregations'],
  limit: ['page_size', 'max_results', 'top_k'],
  cursor: ['start_cursor', 'next_cursor', 'page_token'],
  parent: [
    'parent_id',
    'parent_page',
    'parent_page_id',
    'parent_database',
    'parent_database_id',
    'data_source_id',
    'data_source',
    'database_id',
    'database',
    'database_url',
    'collection',
    'table',
    'page_id',
    'page',
    'page_url',
    'url',
    'id',
  ],
  pages: [
    'page',
    'page_id',
    'page_ids',
    'page_or_database_ids',
    'page_url',
    'page_urls',
    'rows',
    'items',
    'ids',
    'id',
    'url',
  ],
  create_in: ['parent', 'parent_id', 'parent_page', 'parent_page_id'],
  title: ['name'],
  content: ['markdown', 'body', 'text'],
  text: ['comment', 'content', 'body', 'markdown'],
  on: ['discussion_id', 'comment_id', 'block_id', 'page_id', 'page', 'page_url', 'parent', 'url', 'id'],
  to: ['new_parent', 'parent', 'parent_id', 'destination', 'target', 'page', 'page_id', 'url'],
  action: ['operation', 'command'],
  set: ['properties', 'values', 'property_values', 'updates'],
  edits: ['content_updates', 'replacements', 'changes', 'updates'],
  find: ['old_str', 'old_string', 'old_text', 'old', 'search'],
  replace: ['new_str', 'new_string', 'new_text', 'new', 'replacement', 'with'],
  all: ['replace_all', 'replace_all_matches'],
  under: ['section', 'heading'],
  change: ['change_id', 'id'],
  add: ['properties', 'columns', 'schema'],
  as: ['property', 'property_name', 'column', 'attach_as', 'placement'],
  url: ['file_url', 'external_url', 'source_url', 'image_url'],
  path: ['file_path', 'filepath', 'local_path'],
  data: ['base64', 'file_base64', 'base64_data', 'file_data', 'bytes', 'file'],
  name: ['filename', 'file_name'],
};

/** What belongs inside an argument: ignoring it would change the answer. */
const PARTS: Readonly<Record<string, ReadonlySet<string>>> = {
  sort: new Set(['direction', 'order', 'sortorder', 'sortdirection', 'descending', 'ascending']),
  where: new Set([
    'operator',
    'property',
    'value',
    'and',
    'or',
    'query',
    'sql',
    'search',
    'searchquery',
    'keyword',
    'keywords',
    'after',
    'before',
  ]),
};

/** Texts that go to Notion, or are sought there, to the letter: what looks like a list or object may be just what is meant. */
const TO_THE_LETTER: ReadonlySet<string> = new Set([
  'title',
  'content',
  'text',
  'quote',
  'find',
  'replace',
  'caption',
]);

/** What clients are known to add to every call: of a change as well, nothing is lost with it. */
const ADDED_BY_CLIENTS: ReadonlySet<string> = new Set(
  [
    'tool',
    'tool_name',
    'tool_call_id',
    'call_id',
    'run_id',
    'session_id',
    'chat_input',
    'action',
    'conversation_id',
    'thread_id',
    'message_id',
    'trace_id',
    'reason',
    'reasoning',
    'thought',
    'explanation',
    'intent',
    'security_risk',
    'requires_approval',
    'task_progress',
    'random_string',
    'dummy',
    'meta',
  ].map(foldName),
);

/** Arguments of this server that only some callers have: whoever sends one means it, and another workspace would answer. */
const CALLERS_OWN: ReadonlySet<string> = new Set(['workspace']);

/** The names under which an argument may be given, in the order in which they count; none is an argument of its own. */
export function otherNames(argument: string, declared: readonly string[]): readonly string[] {
  return (Object.hasOwn(OTHER_NAMES, argument) ? (OTHER_NAMES[argument] ?? []) : []).filter(
    (name) => !declared.includes(name),
  );
}

/** Whether a text in this argument is taken as it is given. */
export function isToTheLetter(name: string): boolean {
  return TO_THE_LETTER.has(name);
}

/** Whether ignoring the argument would answer another question than the one that was asked. */
export function isCallersOwn(name: string): boolean {
  return CALLERS_OWN.has(foldName(name));
}

/** Whether clients are known to add this by themselves. */
export function isAddedByClients(name: string): boolean {
  return isPrivateName(name) || ADDED_BY_CLIENTS.has(foldName(name));
}

/** Clients mark what they add for themselves. */
export function isPrivateName(name: string): boolean {
  return name.startsWith('_');
}

/**
 * The argument of which this is a misspelt name or a part, if hardly anything else can be meant. Stricter than a suggestion after a
 * refusal: what clients add by themselves must not be taken for a mistake.
 */
export function misspeltArgument(name: string, declared: readonly string[]): string | undefined {
  return isPrivateName(name)
    ? undefined
    : declared.find(
        (argument) =>
          isMisspelt(foldName(name), foldName(argument)) ||
          (Object.hasOwn(PARTS, argument) && PARTS[argument]?.has(foldName(name)) === true),
      );
}
