// What stands in the sandbox's workspace, by titles and names, to be compared before and after a task.
import { contentOf } from '../../../src/sandbox/content-of-workspace.js';
import type { BlockContent } from '../../../src/sandbox/model/block.js';
import type { PropertyDefinition, StoredValue } from '../../../src/sandbox/model/property.js';
import { plainContent, type Span } from '../../../src/sandbox/model/rich-text.js';
import { titlePropertyId } from '../../../src/sandbox/titles.js';
import type { Parent, Workspace } from '../../../src/sandbox/workspace.js';

interface BlockState {
  readonly id: string;
  readonly content: BlockContent;
  readonly children: readonly BlockState[];
}

interface PageState {
  readonly id: string;
  readonly parent: Parent;
  readonly values: Readonly<Record<string, StoredValue>>;
  readonly blocks: readonly BlockState[];
}

interface SourceState {
  readonly id: string;
  readonly properties: readonly PropertyDefinition[];
  readonly rows: readonly string[];
}

interface DatabaseState {
  readonly id: string;
  readonly parent: Parent;
  readonly title: readonly Span[];
  readonly dataSources: readonly SourceState[];
}

interface CommentState {
  readonly id: string;
  readonly parent: { readonly kind: string; readonly id: string };
  readonly discussionId: string;
  readonly text: readonly Span[];
}

interface Content {
  readonly pages: Readonly<Record<string, Omit<PageState, 'id'>>>;
  readonly databases: Readonly<Record<string, Omit<DatabaseState, 'id'>>>;
  readonly comments: readonly CommentState[];
}

export class WorkspaceState {
  readonly #content: Content;
  readonly #workspace: Workspace;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
    // A copy: the workspace goes on changing.
    this.#content = JSON.parse(JSON.stringify(contentOf(workspace))) as Content;
  }

  get comments(): readonly CommentState[] {
    return this.#content.comments;
  }

  /** Everything with an id, as text to compare. */
  records(): ReadonlyMap<string, string> {
    const { pages, databases, comments } = this.#content;
    return new Map(
      [
        ...Object.entries(pages),
        ...Object.entries(databases),
        ...comments.map((comment) => [comment.id, comment] as const),
      ].map(([id, record]) => [id, JSON.stringify(record)]),
    );
  }

  isThere(title: string): boolean {
    return this.#pagesTitled(title).length > 0;
  }

  /** The only page of this title. */
  page(title: string): PageState {
    return only(this.#pagesTitled(title), title);
  }

  /** The only database of this title. */
  database(title: string): DatabaseState & { readonly source: SourceState } {
    const found = Object.entries(this.#content.databases)
      .map(([id, database]) => ({ id, ...database }))
      .filter((database) => plainContent(database.title) === title);
    const database = only(found, title);
    return { ...database, source: only(database.dataSources, title) };
  }

  /** What people read in a cell. */
  cell(title: string, column: string): unknown {
    const { parent, values } = this.page(title);
    const source = parent.kind === 'data_source' ? this.#workspace.dataSources.get(parent.id) : undefined;
    const id = source?.properties.find(({ name }) => name === column)?.id ?? '';
    const value = values[id];
    switch (value?.type) {
      case 'title':
      case 'rich_text':
        return plainContent(value.text);
      case 'people':
        return value.users.map((user) => this.#workspace.users.get(user)?.name);
      case 'relation':
        return value.pages.map((page) => titleOf(this.#content.pages[page]));
      case 'number':
        return value.number;
      case 'select':
      case 'status':
        return value.option;
      case 'multi_select':
        return value.options;
      case 'date':
        return value.date?.start ?? null;
      default:
        return value;
    }
  }

  #pagesTitled(title: string): PageState[] {
    return Object.entries(this.#content.pages)
      .filter(([, page]) => titleOf(page) === title)
      .map(([id, page]) => ({ id, ...page }));
  }
}

/** The text of each block of a page's first level. */
export function linesOf({ blocks }: PageState): string[] {
  return blocks.map(({ content }) => ('text' in content ? plainContent(content.text) : ''));
}

function titleOf(page: Pick<PageState, 'values'> | undefined): string {
  const title = page?.values[titlePropertyId];
  return title?.type === 'title' ? plainContent(title.text) : '';
}

function only<Item>(items: readonly Item[], name: string): Item {
  const [item] = items;
  if (item === undefined || items.length > 1) {
    throw new Error(`There are ${items.length} of "${name}" in the workspace.`);
  }
  return item;
}
