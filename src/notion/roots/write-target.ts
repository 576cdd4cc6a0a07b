import type { Client } from '@notionhq/client';
import { field, recordOf, textField } from '../../text/json.js';
import type { ObjectRef } from './ancestry.js';
import { dashedId, parsed, requestOf, WHOLE_ID } from './request-target.js';

/** What a write changes, read off the request itself. */
export interface WriteTarget {
  /** What it changes, or makes something in; undefined for what it makes at the top of the workspace. */
  readonly ref: ObjectRef | undefined;
  /** Pages that it links to: where a relation has two sides, they show the other one. */
  readonly related: readonly string[];
  /** Names of the properties that get values or are changed themselves, the icon, the cover and the lock of a page among them. */
  readonly properties?: readonly string[];
  /** Those of them that link to pages. */
  readonly relations?: readonly string[];
  /** A template decides which properties get values. */
  readonly isFilled?: boolean;
  /** It shows nowhere until another write attaches it. */
  readonly isNowhere?: boolean;
  /** A view that it changes: where that lies is asked of Notion. */
  readonly view?: string;
  /** What else it changes, besides `ref`, such as the place that something moves to. */
  readonly also?: readonly ObjectRef[];
}

const PARENTS: readonly (readonly [field: string, kind: ObjectRef['kind']])[] = [
  ['page_id', 'page'],
  ['data_source_id', 'data_source'],
  ['database_id', 'database'],
];
/** What a page may be given besides its values: no template, no erasure. */
const PAGE_FIELDS: ReadonlySet<string> = new Set([
  'properties',
  'icon',
  'cover',
  'is_locked',
  'in_trash',
  'is_archived',
]);
/** What of a page has a name among its properties, with that name. */
const PAGE_PARTS: ReadonlyMap<string, string> = new Map([
  ['icon', 'icon'],
  ['cover', 'cover'],
  ['is_locked', 'lock'],
]);
const BLOCK_FIELDS: ReadonlySet<string> = new Set(['rich_text', 'caption', 'cells', 'checked']);
const COMMENT_FIELDS: ReadonlySet<string> = new Set(['parent', 'discussion_id', 'rich_text']);
const NEW_BLOCKS_FIELDS: ReadonlySet<string> = new Set(['children', 'position']);
const MOVE_FIELDS: ReadonlySet<string> = new Set(['parent']);
const NEW_PAGE_FIELDS: ReadonlySet<string> = new Set([
  'parent',
  'properties',
  'icon',
  'cover',
  'children',
  'markdown',
  'template',
]);
/** What a database or a data source may be given: no move. Of a new one all columns are within its data source. */
const NEW_DATABASE_FIELDS: ReadonlySet<string> = new Set(['parent', 'title', 'initial_data_source']);
const DATABASE_FIELDS: ReadonlySet<string> = new Set(['title', 'in_trash']);
const SOURCE_FIELDS: ReadonlySet<string> = new Set(['title', 'properties']);

/** What a view may be given: it stays in its database, and is none that a page shows. */
const NEW_VIEW_FIELDS: ReadonlySet<string> = new Set([
  'database_id',
  'data_source_id',
  'name',
  'type',
  'filter',
  'sorts',
  'quick_filters',
  'configuration',
]);
const VIEW_FIELDS: ReadonlySet<string> = new Set([
  'name',
  'filter',
  'sorts',
  'quick_filters',
  'configuration',
]);

/** Determines what a write would change, without sending it; undefined for any write that this server does not make. */
export async function writeTargetOf(
  send: (client: Client) => Promise<unknown>,
): Promise<WriteTarget | undefined> {
  const request = await requestOf(send);
  if (request === undefined || request.url.search !== '') {
    return undefined;
  }
  const { method, url } = request;
  const body = parsed(request.body);
  const [, version, resource = '', id, ...rest] = url.pathname.split('/');
  const line = `${method.toUpperCase()} ${resource}${id === undefined ? '' : '/{id}'}${rest.map((part) => `/${part}`).join('')}`;
  if (version !== 'v1' || (id !== undefined && !WHOLE_ID.test(id))) {
    return undefined;
  }
  switch (line) {
    case 'POST pages':
      return hasOnly(body, NEW_PAGE_FIELDS)
        ? withValues(fromTemplate(inParent(body), field(body, 'template')), body)
        : undefined;
    case 'PATCH pages/{id}':
      return hasOnly(body, PAGE_FIELDS)
        ? withValues({ ref: { kind: 'page', id: dashedId(id ?? '') }, related: relatedIn(body) }, body)
        : undefined;
    case 'POST pages/{id}/move':
      return hasOnly(body, MOVE_FIELDS) ? movedTo(dashedId(id ?? ''), inParent(body)) : undefined;
    case 'POST databases':
      return hasOnly(body, NEW_DATABASE_FIELDS)
        ? withRelations(inParent(body), field(body, 'initial_data_source'))
        : undefined;
    case 'PATCH databases/{id}':
      return hasOnly(body, DATABASE_FIELDS)
        ? { ref: { kind: 'database', id: dashedId(id ?? '') }, related: [] }
        : undefined;
    case 'PATCH data_sources/{id}':
      return hasOnly(body, SOURCE_FIELDS)
        ? withRelations({ ref: { kind: 'data_source', id: dashedId(id ?? '') }, related: [] }, body)
        : undefined;
    case 'POST views':
      return hasOnly(body, NEW_VIEW_FIELDS) ? newViewTarget(body) : undefined;
    case 'PATCH views/{id}':
    case 'DELETE views/{id}':
      return hasOnly(body, VIEW_FIELDS)
        ? { ref: undefined, view: dashedId(id ?? ''), related: [] }
        : undefined;
    case 'POST file_uploads':
    case 'POST file_uploads/{id}/send':
    case 'POST file_uploads/{id}/complete':
      return { ref: undefined, related: [], isNowhere: true };
    case 'PATCH blocks/{id}/children':
      // The id may be a page's as well.
      return hasOnly(body, NEW_BLOCKS_FIELDS)
        ? { ref: { kind: 'any', id: dashedId(id ?? '') }, related: [] }
        : undefined;
    case 'PATCH blocks/{id}':
      return isBlockEdit(body) ? { ref: { kind: 'block', id: dashedId(id ?? '') }, related: [] } : undefined;
    case 'POST comments':
      return hasOnly(body, COMMENT_FIELDS) ? commentTarget(body) : undefined;
    case 'PATCH comments/{id}':
    case 'DELETE comments/{id}':
      return hasOnly(body, COMMENT_FIELDS)
        ? { ref: { kind: 'comment', id: dashedId(id ?? '') }, related: [] }
        : undefined;
    default:
      return undefined;
  }
}

/** A view shows rows of one place in another. */
function newViewTarget(body: unknown): WriteTarget | undefined {
  const [database, source] = [textField(body, 'database_id'), textField(body, 'data_source_id')];
  return database !== undefined && source !== undefined && WHOLE_ID.test(database) && WHOLE_ID.test(source)
    ? {
        ref: { kind: 'database', id: dashedId(database) },
        also: [{ kind: 'data_source', id: dashedId(source) }],
        related: [],
      }
    : undefined;
}

/** A comment is on one of a page and a block, or in a discussion. */
function commentTarget(body: unknown): WriteTarget | undefined {
  const parent = field(body, 'parent');
  const named = (
    [
      ['page', textField(parent, 'page_id')],
      ['any', textField(parent, 'block_id')],
      ['discussion', textField(body, 'discussion_id')],
    ] as const
  ).flatMap(([kind, id]) => (id === undefined ? [] : [{ kind, id }]));
  const [only, ...others] = named;
  return only === undefined || others.length > 0 || !WHOLE_ID.test(only.id)
    ? undefined
    : { ref: { kind: only.kind, id: dashedId(only.id) }, related: [] };
}

/** What moves has to lie inside, and where it goes as well. */
function movedTo(id: string, target: WriteTarget | undefined): WriteTarget | undefined {
  return target?.ref && { ref: { kind: 'page', id }, also: [target.ref], related: [] };
}

/** What a template holds is copied, so it has to lie inside as well. */
function fromTemplate(target: WriteTarget | undefined, template: unknown): WriteTarget | undefined {
  if (target === undefined || template === undefined) {
    return target;
  }
  const id = textField(template, 'template_id') ?? '';
  return WHOLE_ID.test(id)
    ? { ...target, isFilled: true, also: [{ kind: 'page', id: dashedId(id) }] }
    : undefined;
}

/** With what a page gets values for. */
function withValues(target: WriteTarget | undefined, body: unknown): WriteTarget | undefined {
  const values = Object.entries(recordOf(field(body, 'properties')));
  const fields = [...PAGE_PARTS].flatMap(([name, shown]) => (field(body, name) === undefined ? [] : [shown]));
  return (
    target && {
      ...target,
      properties: [...values.map(([name]) => name), ...fields],
      relations: values.flatMap(([name, value]) => (field(value, 'relation') === undefined ? [] : [name])),
    }
  );
}

/**
 * A relation of two sides makes a column in the other database: that has to lie inside as well. Undefined where its id cannot
 * be told.
 */
function withRelations(target: WriteTarget | undefined, schema: unknown): WriteTarget | undefined {
  const columns = Object.entries(recordOf(field(schema, 'properties')));
  const pairs = columns
    .map(([, column]) => field(column, 'relation'))
    .filter((relation) => field(relation, 'dual_property') !== undefined);
  const others = pairs.map((relation) => textField(relation, 'data_source_id') ?? '');
  return target === undefined || !others.every((id) => WHOLE_ID.test(id))
    ? undefined
    : {
        ...target,
        related: [...target.related, ...others],
        properties: [
          ...columns.flatMap(([name, column]) => [name, textField(column, 'name') ?? name]),
          // Notion makes up a name where none is given.
          ...pairs.map((pair) => textField(field(pair, 'dual_property'), 'synced_property_name') ?? ''),
        ],
        also: others.map((id) => ({ kind: 'data_source', id: dashedId(id) })),
      };
}

/** Texts and ticks of one block, or its place in the trash: nothing that would make, replace or move what lies below. */
function isBlockEdit(body: unknown): boolean {
  const [name, ...others] = Object.keys(recordOf(body));
  return (
    name !== undefined &&
    others.length === 0 &&
    (name === 'in_trash' || hasOnly(field(body, name), BLOCK_FIELDS))
  );
}

function inParent(body: unknown): WriteTarget | undefined {
  const parent = recordOf(field(body, 'parent'));
  const related = relatedIn(body);
  if (Object.keys(parent).length === 0 || parent['workspace'] === true) {
    return { ref: undefined, related };
  }
  const named = PARENTS.flatMap(([name, kind]): ObjectRef[] => {
    const id = textField(parent, name);
    return id !== undefined && WHOLE_ID.test(id) ? [{ kind, id: dashedId(id) }] : [];
  });
  const [ref, ...others] = named;
  return ref === undefined || others.length > 0 ? undefined : { ref, related };
}

function relatedIn(body: unknown): readonly string[] {
  return Object.values(recordOf(field(body, 'properties'))).flatMap((value) => {
    const relation = field(value, 'relation');
    return Array.isArray(relation) ? relation.flatMap((page) => textField(page, 'id') ?? []) : [];
  });
}

function hasOnly(body: unknown, fields: ReadonlySet<string>): boolean {
  return Object.keys(recordOf(body)).every((name) => fields.has(name));
}
