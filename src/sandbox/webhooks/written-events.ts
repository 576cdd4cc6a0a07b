import { pageOfBlock } from '../access.js';
import { parseId } from '../ids.js';
import { isObject } from '../query/json.js';
import type { Parent, Workspace } from '../workspace.js';

/** An object of Notion, as events name it. */
interface EventObject {
  readonly id: string;
  readonly type: string;
}

/** What a request has changed, as far as an event tells of it. */
export interface WrittenEvent {
  /** Such as `page.content_updated`. */
  readonly type: string;
  readonly entity: EventObject;
  readonly data: {
    readonly parent: EventObject;
    /** Of a comment. */
    readonly page_id?: string;
    readonly updated_blocks?: readonly EventObject[];
    readonly updated_properties?: readonly string[];
  };
}

/** A request that was carried out. */
export interface CarriedOut {
  readonly workspace: Workspace;
  /** Such as `PATCH /v1/pages/{page_id}`. */
  readonly endpoint: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly body: Readonly<Record<string, unknown>>;
  readonly answer: Readonly<Record<string, unknown>>;
}

/** The events of a write. Views and uploads have events of their own at Notion, which the sandbox does not send. */
export function eventsOf(request: CarriedOut): readonly WrittenEvent[] {
  const { workspace, endpoint, parameters, body, answer } = request;
  const answered = typeof answer['id'] === 'string' ? answer['id'] : '';
  const named = parseId([...parameters.values()][0] ?? '') ?? '';
  switch (endpoint) {
    case 'POST /v1/pages':
      return [ofPage(workspace, 'created', answered), ...ofRows(workspace, answered)];
    case 'PATCH /v1/pages/{page_id}':
      return pageUpdate(workspace, named, body);
    case 'POST /v1/pages/{page_id}/move':
      return [ofPage(workspace, 'moved', named)];
    case 'PATCH /v1/pages/{page_id}/markdown':
      return [ofPage(workspace, 'content_updated', named)];
    case 'PATCH /v1/blocks/{block_id}/children':
    case 'PATCH /v1/blocks/{block_id}':
    case 'DELETE /v1/blocks/{block_id}':
      return blockChange(workspace, named, endpoint.startsWith('DELETE'));
    case 'POST /v1/comments':
      return comment(workspace, 'created', answer);
    case 'PATCH /v1/comments/{comment_id}':
      return comment(workspace, 'updated', answer);
    case 'DELETE /v1/comments/{comment_id}':
      return comment(workspace, 'deleted', answer);
    case 'POST /v1/databases':
      return [
        ofDatabase(workspace, 'created', answered),
        ...(workspace.databases.get(answered)?.dataSources ?? []).map((id) =>
          ofSource(workspace, 'created', id),
        ),
      ];
    case 'PATCH /v1/databases/{database_id}':
      return [ofDatabase(workspace, changeOf(body, 'parent' in body ? 'moved' : 'content_updated'), named)];
    case 'POST /v1/data_sources':
      return [ofSource(workspace, 'created', answered)];
    case 'PATCH /v1/data_sources/{data_source_id}':
      return [
        ofSource(
          workspace,
          changeOf(body, 'properties' in body ? 'schema_updated' : 'content_updated'),
          named,
        ),
      ];
    default:
      return [];
  }
}

function changeOf(body: CarriedOut['body'], otherwise: string): string {
  return body['in_trash'] === true ? 'deleted' : body['in_trash'] === false ? 'undeleted' : otherwise;
}

function pageUpdate(workspace: Workspace, id: string, body: CarriedOut['body']): readonly WrittenEvent[] {
  const { in_trash: inTrash, is_locked: isLocked, properties, icon, cover } = body;
  const hasValues = properties !== undefined || icon !== undefined || cover !== undefined;
  return [
    ...(inTrash === undefined
      ? []
      : [ofPage(workspace, inTrash === true ? 'deleted' : 'undeleted', id), ...ofRows(workspace, id)]),
    ...(isLocked === undefined ? [] : [ofPage(workspace, isLocked === true ? 'locked' : 'unlocked', id)]),
    ...(hasValues
      ? [
          ofPage(workspace, 'properties_updated', id, {
            updated_properties: propertyIds(workspace, id, properties),
          }),
        ]
      : []),
    ...(body['erase_content'] === true || body['template'] !== undefined
      ? [ofPage(workspace, 'content_updated', id)]
      : []),
  ];
}

/** Names and ids are accepted; events have ids. */
function propertyIds(workspace: Workspace, page: string, properties: unknown): readonly string[] {
  const parent = workspace.pages.get(page)?.parent;
  const columns =
    parent?.kind === 'data_source' ? workspace.dataSources.get(parent.id)?.properties : undefined;
  const given = isObject(properties) ? Object.keys(properties) : [];
  return given.map((name) => columns?.find((column) => column.name === name)?.id ?? name);
}

function blockChange(workspace: Workspace, id: string, isDeletion: boolean): readonly WrittenEvent[] {
  if (workspace.pages.has(id)) {
    return [
      ofPage(workspace, isDeletion ? 'deleted' : 'content_updated', id),
      ...(isDeletion ? ofRows(workspace, id) : []),
    ];
  }
  if (workspace.databases.has(id)) {
    return [ofDatabase(workspace, isDeletion ? 'deleted' : 'content_updated', id)];
  }
  const block = workspace.blocks.get(id);
  return block === undefined
    ? []
    : [
        ofPage(workspace, 'content_updated', pageOfBlock(workspace, block), {
          updated_blocks: [{ id, type: 'block' }],
        }),
      ];
}

function comment(workspace: Workspace, what: string, answer: CarriedOut['answer']): readonly WrittenEvent[] {
  const { id, parent } = answer;
  const holder = isObject(parent) ? (parent['page_id'] ?? parent['block_id']) : undefined;
  if (typeof id !== 'string' || typeof holder !== 'string') {
    return [];
  }
  const block = workspace.blocks.get(holder);
  const isBlock = block !== undefined && !workspace.pages.has(holder);
  return [
    {
      type: `comment.${what}`,
      entity: { id, type: 'comment' },
      data: {
        parent: { id: holder, type: isBlock ? 'block' : 'page' },
        page_id: isBlock ? pageOfBlock(workspace, block) : holder,
      },
    },
  ];
}

function ofPage(
  workspace: Workspace,
  what: string,
  id: string,
  more: Partial<WrittenEvent['data']> = {},
): WrittenEvent {
  const parent = parentObject(workspace, workspace.pages.get(id)?.parent);
  return { type: `page.${what}`, entity: { id, type: 'page' }, data: { parent, ...more } };
}

/** The data source whose rows came or went with this page. */
function ofRows(workspace: Workspace, page: string): readonly WrittenEvent[] {
  const parent = workspace.pages.get(page)?.parent;
  return parent?.kind === 'data_source' ? [ofSource(workspace, 'content_updated', parent.id)] : [];
}

function ofDatabase(workspace: Workspace, what: string, id: string): WrittenEvent {
  const parent = parentObject(workspace, workspace.databases.get(id)?.parent);
  return { type: `database.${what}`, entity: { id, type: 'database' }, data: { parent } };
}

function ofSource(workspace: Workspace, what: string, id: string): WrittenEvent {
  const database = workspace.dataSources.get(id)?.databaseId ?? '';
  return {
    type: `data_source.${what}`,
    entity: { id, type: 'data_source' },
    data: { parent: { id: database, type: 'database' } },
  };
}

function parentObject(workspace: Workspace, parent: Parent | undefined): EventObject {
  return parent === undefined || parent.kind === 'workspace'
    ? { id: workspace.id, type: 'space' }
    : { id: parent.id, type: parent.kind };
}
