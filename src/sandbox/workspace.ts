import type { BlockRecord } from './model/block.js';
import type { FileSource, Icon } from './model/file.js';
import type { PropertyDefinition, StoredValue } from './model/property.js';
import type { Span } from './model/rich-text.js';

/** Where a page or database hangs. */
export type Parent =
  | { readonly kind: 'workspace' }
  | { readonly kind: 'page'; readonly id: string }
  | { readonly kind: 'block'; readonly id: string }
  | { readonly kind: 'data_source'; readonly id: string };

interface Authored {
  readonly created: string;
  readonly edited: string;
  readonly createdBy: string;
  readonly editedBy: string;
}

/** A page: a plain one holds its title only, a row holds a value for each column that is set, by property id. */
export interface PageRecord extends Authored {
  readonly id: string;
  readonly parent: Parent;
  readonly values: Map<string, StoredValue>;
  readonly children: string[];
  readonly icon: Icon | null;
  readonly cover?: FileSource | undefined;
  readonly locked: boolean;
  /** Set aside by its users; not in the trash. */
  readonly archived?: boolean;
  /** Hidden from the connection, with everything below it. */
  readonly hidden: boolean;
}

/** A database: the container of one or several data sources. */
export interface DatabaseRecord extends Authored {
  readonly id: string;
  readonly parent: Parent;
  readonly title: readonly Span[];
  readonly description: readonly Span[];
  readonly icon: Icon | null;
  readonly cover?: FileSource | undefined;
  readonly inline: boolean;
  readonly locked?: boolean;
  /** None for a linked database: its views show the rows of another. */
  readonly dataSources: string[];
  readonly hidden: boolean;
}

/** A data source: a schema and its rows, in the order of creation. */
export interface DataSourceRecord extends Authored {
  readonly id: string;
  readonly databaseId: string;
  readonly name: string;
  readonly description: readonly Span[];
  /** Its own; the database's where it has none. */
  readonly icon?: Icon | null | undefined;
  readonly properties: PropertyDefinition[];
  readonly rows: string[];
}

/** A view: how one data source is shown in a database, which need not be its own (a linked view). */
export interface ViewRecord extends Authored {
  readonly id: string;
  readonly databaseId: string;
  /** Null for a dashboard, which shows other views. */
  readonly dataSourceId: string | null;
  readonly name: string;
  readonly type: ViewType;
  /** A filter and sorts as the query endpoint takes them. */
  readonly filter: Readonly<Record<string, unknown>> | null;
  readonly sorts: readonly Readonly<Record<string, unknown>>[] | null;
  /** Conditions by the name of their column. */
  readonly quickFilters: Readonly<Record<string, unknown>> | null;
  /** Layout beyond its type, such as `group_by`. */
  readonly configuration: Readonly<Record<string, unknown>>;
}

export type ViewType =
  'table' | 'board' | 'list' | 'calendar' | 'timeline' | 'gallery' | 'form' | 'chart' | 'map' | 'dashboard';

/** A person, or a bot (then `connection` says whether it is another connection's). */
export interface UserRecord {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly bot: boolean;
  /** Sees single pages only; the list of users leaves guests out. */
  readonly guest?: boolean;
}

/** A comment on a page or block. */
export interface CommentRecord {
  readonly id: string;
  readonly parent: { readonly kind: 'page' | 'block'; readonly id: string };
  readonly discussionId: string;
  readonly created: string;
  /** Of the last change, if there was one. */
  readonly edited?: string;
  readonly author: string;
  readonly text: readonly Span[];
  /** Hosted files, by name. */
  readonly attachments?: readonly string[];
  /** The name that it appears under; the author's own if not given. */
  readonly shownAs?: { readonly type: 'integration' | 'user' | 'custom'; readonly name: string };
}

/** A file in Notion's storage that can be fetched. */
export interface StoredFile {
  readonly contentType: string;
  /** Made when it is fetched: most workspaces are made without anybody looking at their pictures. */
  bytes(): Uint8Array;
}

/** A file on its way into Notion's storage. */
export interface UploadRecord {
  readonly id: string;
  /** The connection that may send and attach it. */
  readonly botId: string;
  readonly created: Date;
  readonly filename: string;
  readonly contentType: string;
  /** Null for one part. */
  readonly numberOfParts: number | null;
  /** By part number. */
  readonly parts: Map<number, Uint8Array>;
  readonly status: 'pending' | 'uploaded';
  /** The name of the stored file, once it is uploaded. */
  readonly file: string | null;
  readonly isAttached: boolean;
}

/** Work that Notion does after its answer: a task, the content of a template. */
interface PendingWork {
  /** Requests that are still answered before it is done. Infinite for work that is never done. */
  left: number;
  readonly run: () => void;
}

/** An asynchronous task; only the connection that started it sees it. */
export interface TaskRecord {
  readonly id: string;
  readonly botId: string;
  readonly created: Date;
  /** Such as `PATCH /v1/pages/:page_id/markdown`. */
  readonly operation: string;
  /** What it came to: `result` or `error` of the answer. */
  outcome: Readonly<Record<string, unknown>> | null;
}

/** A page that new rows of a data source can begin with. */
export interface TemplateRecord {
  readonly pageId: string;
  readonly name: string;
  readonly isDefault: boolean;
  /** Requests that are answered before a new page is filled; infinite for a template that fails silently. */
  readonly delay: number;
}

/** An emoji that the workspace made. */
interface CustomEmoji {
  readonly id: string;
  readonly name: string;
}

/** Ceilings of the API; tests lower them to reach the far side with little data. */
interface WorkspaceLimits {
  /** Blocks that the markdown endpoint loads before it leaves subtrees out. */
  markdownRecords: number;
  /** Rows that one query can reach. */
  queryRows: number;
  /** References of one property that a page shows, and that formulas and rollups are computed over. */
  references: number;
  /** Blocks that the workspace's plan still lets requests create. */
  newBlocks: number;
  /** Requests that are answered before an asynchronous task is done. */
  taskDelay: number;
}

/** Everything that a connection can see, and a little that it cannot. */
export interface Workspace {
  readonly id: string;
  readonly name: string;
  readonly clock: () => Date;
  /** The bot of the connection that the sandbox's tokens stand for. */
  readonly botId: string;
  /** The person who authorized that connection; the `me` of filters. */
  readonly ownerId: string;
  /** Bytes of the largest file; those of a free workspace if absent. */
  maxUploadBytes?: number;
  readonly users: Map<string, UserRecord>;
  readonly pages: Map<string, PageRecord>;
  readonly databases: Map<string, DatabaseRecord>;
  readonly dataSources: Map<string, DataSourceRecord>;
  readonly views: Map<string, ViewRecord>;
  readonly blocks: Map<string, BlockRecord>;
  readonly comments: CommentRecord[];
  /** Ids of discussions that people have closed: REST lists their comments no more, the hosted server does if asked. */
  readonly resolvedDiscussions: Set<string>;
  readonly customEmojis: CustomEmoji[];
  /** Hosted files with content, by name. All others have an address that opens nothing. */
  readonly files: Map<string, StoredFile>;
  readonly uploads: Map<string, UploadRecord>;
  readonly tasks: Map<string, TaskRecord>;
  readonly pending: PendingWork[];
  /** By data source. */
  readonly templates: Map<string, TemplateRecord[]>;
  /** Where the files are served: the sandbox itself, once it listens. */
  fileOrigin: string;
  /** How many times all addresses of files that were given out have expired. */
  fileExpiries: number;
  /** Ids of what is in the trash. Searches and relations forget it late, unless it is in `removed` too. */
  readonly trash: Set<string>;
  /** Ids of what a request put into the trash: in no list from then on. They keep their places, for the restore. */
  readonly removed: Set<string>;
  readonly limits: WorkspaceLimits;
  /** A new id, the same in every run. */
  nextId(): string;
}
