import { Client, LogLevel } from '@notionhq/client';
import { heading, paragraph } from '../../src/sandbox/build/blocks.js';
import { numberColumn, plain, select } from '../../src/sandbox/build/columns.js';
import { addDatabase, addDataSource, addRow } from '../../src/sandbox/build/databases.js';
import { addPage, createWorkspace } from '../../src/sandbox/build/workspace-builder.js';
import { SANDBOX_TOKEN } from '../../src/sandbox/server.js';
import type { Parent, Workspace } from '../../src/sandbox/workspace.js';
import { oneOf, type Random } from '../harness/random.js';

/** Pages in pages, and a database with rows; nothing names anything else, so that a text changes by edits of its page alone. */
export function editedWorkspace(pages: number, rows: number): Workspace {
  const workspace = createWorkspace();
  const ids: string[] = [];
  for (let number = 0; number < pages; number += 1) {
    const above = number % 3 === 0 ? undefined : ids[Math.floor(number / 3)];
    ids.push(
      addPage(workspace, {
        title: `Page ${number}`,
        ...(above === undefined ? {} : { parent: { kind: 'page', id: above } }),
        blocks: [heading(2, `Part ${number}`), paragraph(`First words of page ${number}.`)],
      }),
    );
  }
  const database = addDatabase(workspace, { title: 'Register' });
  const source = addDataSource(workspace, {
    database,
    name: 'Register',
    columns: [plain('Name', 'title'), numberColumn('Amount'), select('Stage', ['Open', 'Done'])],
  });
  for (let number = 0; number < rows; number += 1) {
    addRow(workspace, source, { Name: `Row ${number}`, Amount: number, Stage: 'Open' });
  }
  return workspace;
}

/** What an edit has changed: the ids that a webhook would name. */
export type Edited = readonly string[];

const KINDS = [
  'append',
  'append',
  'retitle',
  'rewrite',
  'rewrite',
  'delete',
  'create',
  'row',
  'comment',
  'trash',
  'restore',
  'move',
] as const;

/** Edits a workspace through its API, as people do. */
export class RandomEdits {
  readonly #notion: Client;
  readonly #workspace: Workspace;
  readonly #random: Random;
  readonly #trashed: string[] = [];
  #count = 0;

  constructor(workspace: Workspace, url: string, random: Random) {
    this.#notion = new Client({
      auth: SANDBOX_TOKEN,
      baseUrl: url,
      notionVersion: '2026-03-11',
      retry: false,
      logLevel: LogLevel.ERROR,
    });
    this.#workspace = workspace;
    this.#random = random;
  }

  /** Makes one edit, and another if that one was not possible. */
  async edit(): Promise<Edited> {
    for (;;) {
      this.#count += 1;
      const edited = await this.#make(oneOf(this.#random, KINDS), `edit ${this.#count}`);
      if (edited !== undefined) {
        return edited;
      }
    }
  }

  async #make(kind: (typeof KINDS)[number], text: string): Promise<Edited | undefined> {
    const notion = this.#notion;
    const pages = this.#pages();
    if (pages.length === 0) {
      return this.#restore();
    }
    const page = oneOf(this.#random, pages);
    switch (kind) {
      case 'append':
        await notion.blocks.children.append({ block_id: page, children: [paragraphOf(text)] });
        return [page];
      case 'retitle':
        await notion.pages.update({ page_id: page, properties: { title: { title: [textOf(text)] } } });
        return [page];
      case 'rewrite': {
        const block = this.#paragraphOn(page);
        if (block === undefined) {
          return undefined;
        }
        await notion.blocks.update({ block_id: block, paragraph: { rich_text: [textOf(text)] } });
        return [page];
      }
      case 'delete': {
        const block = this.#paragraphOn(page);
        if (block === undefined) {
          return undefined;
        }
        await notion.blocks.delete({ block_id: block });
        return [page];
      }
      case 'create': {
        const made = await notion.pages.create({
          parent: { type: 'page_id', page_id: page },
          properties: { title: { title: [textOf(`Page of ${text}`)] } },
          children: [paragraphOf(text)],
        });
        return [made.id];
      }
      case 'row':
        return this.#editRow(text);
      case 'comment':
        await notion.comments.create({ parent: { page_id: page }, rich_text: [textOf(text)] });
        return [page];
      case 'trash':
        await notion.pages.update({ page_id: page, in_trash: true });
        this.#trashed.push(page);
        return [page];
      case 'restore':
        return this.#restore();
      case 'move':
        return this.#move(page);
    }
  }

  async #editRow(text: string): Promise<Edited | undefined> {
    const rows = [...this.#workspace.dataSources.values()].flatMap((source) => source.rows);
    const row = oneOf(this.#random, rows);
    if (this.#isGone(row)) {
      return undefined;
    }
    await this.#notion.pages.update({
      page_id: row,
      properties: { Amount: { number: this.#count }, Name: { title: [textOf(`Row of ${text}`)] } },
    });
    return [row];
  }

  async #restore(): Promise<Edited | undefined> {
    const page = this.#trashed.pop();
    if (page === undefined) {
      return undefined;
    }
    await this.#notion.pages.update({ page_id: page, in_trash: false });
    return [page];
  }

  async #move(page: string): Promise<Edited | undefined> {
    const to = oneOf(this.#random, this.#pages());
    if (this.#above(to).includes(page)) {
      return undefined;
    }
    await this.#notion.request({
      method: 'post',
      path: `pages/${page}/move`,
      body: { parent: { type: 'page_id', page_id: to } },
    });
    return [page];
  }

  /** Pages that can be edited; rows are edited on their own. */
  #pages(): string[] {
    return [...this.#workspace.pages.values()]
      .filter(({ id, parent }) => parent.kind !== 'data_source' && !this.#isGone(id))
      .map(({ id }) => id);
  }

  #isGone(id: string): boolean {
    return this.#above(id).some((one) => this.#trashed.includes(one));
  }

  /** The page and what it lies in. */
  #above(id: string): string[] {
    const ids: string[] = [];
    let next: string | undefined = id;
    while (next !== undefined) {
      ids.push(next);
      const parent: Parent | undefined = (this.#workspace.pages.get(next) ?? this.#workspace.blocks.get(next))
        ?.parent;
      next = parent === undefined || parent.kind === 'workspace' ? undefined : parent.id;
    }
    return ids;
  }

  #paragraphOn(page: string): string | undefined {
    const children = this.#workspace.pages.get(page)?.children ?? [];
    const { blocks: all, trash, removed } = this.#workspace;
    const blocks = children.filter(
      (id) => all.get(id)?.content.type === 'paragraph' && !trash.has(id) && !removed.has(id),
    );
    return blocks.length === 0 ? undefined : oneOf(this.#random, blocks);
  }
}

function textOf(content: string) {
  return { type: 'text' as const, text: { content } };
}

function paragraphOf(content: string) {
  return { type: 'paragraph' as const, paragraph: { rich_text: [textOf(content)] } };
}
