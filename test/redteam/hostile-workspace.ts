import {
  block,
  bullet,
  callout,
  code,
  columns,
  heading,
  media,
  paragraph,
  quote,
  table,
  toDo,
  toggle,
} from '../../src/sandbox/build/blocks.js';
import {
  multiSelect,
  numberColumn,
  plain,
  relation,
  rollup,
  select,
  status,
} from '../../src/sandbox/build/columns.js';
import { addColumns, addDatabase, addDataSource, addRow } from '../../src/sandbox/build/databases.js';
import { literal, mentionPage, mentionUser } from '../../src/sandbox/build/text.js';
import {
  addComment,
  addPage,
  addPerson,
  createWorkspace,
} from '../../src/sandbox/build/workspace-builder.js';
import type { BlockDraft } from '../../src/sandbox/model/block.js';
import type { Span } from '../../src/sandbox/model/rich-text.js';
import type { Workspace } from '../../src/sandbox/workspace.js';
import { CANARY, hostileAddresses, hostileTexts } from './hostile-texts.js';

/** A workspace in which strangers wrote everything, and the ids to call tools with. */
export interface HostileWorkspace {
  readonly workspace: Workspace;
  /** Pages of all kinds: full of blocks, deep, wide, rows. */
  readonly pages: readonly string[];
  readonly dataSources: readonly string[];
  /** Database with several data sources: refused with the list of their names. */
  readonly ambiguous: string;
  /** The names of the columns of the wide database. */
  readonly columns: readonly string[];
}

const span = (text: string): Span[] => [literal(text)];

/** Every text in every place that a page has. */
function blocksOf(text: string, address: string, person: string, page: string): BlockDraft[] {
  const linked: Span[] = [{ kind: 'text', content: text, link: address }];
  const bold: Span[] = [literal(text, { bold: true }), literal(text, { code: true }), ...linked];
  const web = { kind: 'external', url: address } as const;
  return [
    paragraph(span(text)),
    paragraph([literal('['), literal(text, { italic: true }), literal(`](${address})`)]),
    paragraph([
      mentionUser(person),
      ...bold,
      mentionPage(page),
      { kind: 'link_mention', href: address, title: text },
    ]),
    heading(2, span(text)),
    bullet(span(text), bullet(linked)),
    toDo(span(text), true),
    quote(span(text)),
    toggle(span(text), paragraph(bold)),
    callout('💡', span(text)),
    code('plain text', text, span(text)),
    code(text, text),
    block({ type: 'equation', expression: text }),
    table(
      [
        [span(text), linked],
        [bold, span(text)],
      ],
      true,
    ),
    columns([[paragraph(span(text))], [paragraph(linked)]]),
    media('image', web, span(text)),
    media('file', web, span(text), text),
    media('pdf', { kind: 'hosted', name: text }, span(text)),
    block({ type: 'bookmark', url: address, caption: span(text) }),
    block({ type: 'embed', url: address, caption: span(text) }),
    block({ type: 'link_preview', url: address }),
    block({ type: 'unsupported', blockType: text }),
    block({ type: 'meeting_notes', title: span(text), start: text, end: text, attendees: [person] }),
  ];
}

function nested(depth: number): BlockDraft {
  return depth === 0
    ? paragraph(span(`${CANARY} bottom`))
    : bullet(span(`${CANARY} ${depth}`), nested(depth - 1));
}

/** Builds it. Titles, names of people, databases, columns, options and comments are all hostile texts. */
export function hostileWorkspace(now: Date): HostileWorkspace {
  const workspace = createWorkspace({ name: `${CANARY} workspace`, now });
  const text = (index: number): string => hostileTexts[index % hostileTexts.length] ?? '';
  const address = (index: number): string => hostileAddresses[index % hostileAddresses.length] ?? '';
  const people = hostileTexts.map((name, index) => addPerson(workspace, name, `zqx${index}@example.com`));
  const person = (index: number): string => people[index % people.length] ?? workspace.ownerId;

  const home = addPage(workspace, { title: span(text(0)) });
  const pages = hostileTexts.map((title, index) => {
    const id = addPage(workspace, {
      title: span(title),
      parent: { kind: 'page', id: home },
      blocks: blocksOf(title, address(index), person(index), home),
    });
    hostileTexts.forEach((comment, at) => {
      addComment(workspace, {
        on: { kind: 'page', id },
        text: span(comment),
        author: person(at),
        discussion: `${id}/${at % 3}`,
      });
    });
    return id;
  });
  const deep = addPage(workspace, { title: span(text(1)), blocks: [nested(40)] });

  const databaseId = addDatabase(workspace, { title: span(`${CANARY} wide`), description: span(text(6)) });
  const wide = addDataSource(workspace, {
    database: databaseId,
    name: `${CANARY} wide`,
    description: span(text(3)),
    columns: [
      plain(text(2), 'title'),
      ...hostileTexts.flatMap((name, index) => [
        select(`s${index} ${name}`, hostileTexts),
        multiSelect(`m${index} ${name}`, hostileTexts),
        plain(`t${index} ${name}`, 'rich_text'),
        plain(`u${index} ${name}`, 'url'),
        plain(`p${index} ${name}`, 'people'),
        plain(`f${index} ${name}`, 'files'),
      ]),
      status('Status', { 'To-do': [text(0)], 'In progress': [text(1)], Complete: [text(4)] }),
      numberColumn('Number'),
    ],
  });
  addColumns(workspace, wide, [
    relation('Related', wide),
    rollup('Rolled up', 'Related', text(2), 'show_original'),
  ]);
  const rows: string[] = [];
  for (const [index, title] of hostileTexts.entries()) {
    const cells = hostileTexts
      .slice(0, 12)
      .flatMap((name, at) => [
        [`s${at} ${name}`, text(index + at)] as const,
        [`m${at} ${name}`, hostileTexts] as const,
        [`t${at} ${name}`, span(text(index + at))] as const,
        [`u${at} ${name}`, address(index + at)] as const,
        [`p${at} ${name}`, people.slice(0, 5)] as const,
        [
          `f${at} ${name}`,
          [{ name: title, source: { kind: 'external', url: address(at) } as const }],
        ] as const,
      ]);
    rows.push(
      addRow(
        workspace,
        wide,
        {
          [text(2)]: span(title),
          ...Object.fromEntries(cells),
          Status: text(0),
          Number: index,
          Related: rows.slice(-30),
        },
        { blocks: blocksOf(title, address(index), person(index), home) },
      ),
    );
  }

  const twoFaced = addDatabase(workspace, { title: span(text(5)) });
  for (const name of [text(1), text(4)]) {
    addDataSource(workspace, { database: twoFaced, name, columns: [plain('Name', 'title')] });
  }
  const columnNames = workspace.dataSources.get(wide)?.properties.map(({ name }) => name) ?? [];
  return {
    workspace,
    pages: [home, deep, ...pages, ...rows],
    dataSources: [wide],
    ambiguous: twoFaced,
    columns: columnNames,
  };
}
