import type { Client } from '@notionhq/client';
import { field, recordOf, textField } from '../../text/json.js';
import type { ObjectRef } from './ancestry.js';
import { dashedId, parsed, requestOf, WHOLE_ID } from './request-target.js';

/** What a write changes, read off the request itself. */
export interface WriteTarget {
  /** What it changes, or makes something in; undefined for what it makes at the top of the workspace. */
  readonly ref: ObjectRef | undefined;
  /** Where it moves that. */
  readonly to?: ObjectRef;
  /** Pages that it links to: where a relation has two sides, they show the other one. */
  readonly related: readonly string[];
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
const MOVE_FIELDS: ReadonlySet<string> = new Set(['parent']);
const NEW_PAGE_FIELDS: ReadonlySet<string> = new Set(['parent', 'properties', 'icon', 'cover', 'markdown']);

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
      return hasOnly(body, NEW_PAGE_FIELDS) ? inParent(body) : undefined;
    case 'PATCH pages/{id}':
      return hasOnly(body, PAGE_FIELDS)
        ? { ref: { kind: 'page', id: dashedId(id ?? '') }, related: relatedIn(body) }
        : undefined;
    case 'POST pages/{id}/move':
      return hasOnly(body, MOVE_FIELDS) ? movedTo(dashedId(id ?? ''), inParent(body)) : undefined;
    default:
      return undefined;
  }
}

/** What moves has to lie inside, and where it goes as well. */
function movedTo(id: string, target: WriteTarget | undefined): WriteTarget | undefined {
  return target?.ref && { ref: { kind: 'page', id }, to: target.ref, related: [] };
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
