import { isInTrash } from '../../../src/sandbox/trash.js';
import type { StoredValue } from '../../../src/sandbox/model/property.js';
import { plainContent } from '../../../src/sandbox/model/rich-text.js';
import type { Workspace } from '../../../src/sandbox/workspace.js';
import { oneOf, type Random } from '../../harness/random.js';
import type { OwnPlace, WrittenWorkspace } from './workspace.js';

/** One thing that a call is to do, and how the workspace shows it. */
export interface Part {
  /** By which an answer tells it from the others of its call. */
  readonly title: string;
  /** How often it is there: more than once is a duplicate. */
  readonly times: () => number;
}

/** One call that changes something. */
export interface Act {
  readonly tool: string;
  readonly input: object;
  readonly parts: readonly Part[];
  /** The page whose content or values it replaces; undefined for one that only adds. */
  readonly changes: string | undefined;
}

/** Makes one act; `mark` is a text that no other act has. */
type Make = (written: WrittenWorkspace, own: OwnPlace, mark: string, random: Random) => Act;

/** A title that several callers give at the same moment: a look for it finds the pages of others. */
const SHARED_TITLE = 'Weekly report';

const acts: readonly Make[] = [
  function rows({ workspace, dataSource }, _own, mark, random) {
    const titles = Array.from({ length: 1 + Math.floor(random() * 3) }, (_, at) => `${mark} ${at}`);
    return {
      tool: 'notion_create_pages',
      input: {
        parent: dataSource,
        pages: titles.map((title) => ({
          title,
          properties: { Status: 'Running', Tags: ['red', 'blue'] },
          content: `# Of ${title}\n\nA line.`,
        })),
      },
      parts: titles.map((title) => ({ title, times: () => pagesHolding(workspace, title) })),
      changes: undefined,
    };
  },
  function childPage({ workspace, shelf }, _own, mark) {
    return {
      tool: 'notion_create_pages',
      input: { parent: shelf, pages: [{ title: mark, content: 'A line.' }] },
      parts: [{ title: mark, times: () => pagesHolding(workspace, mark) }],
      changes: undefined,
    };
  },
  function sharedTitle({ workspace, dataSource }, _own, mark) {
    return {
      tool: 'notion_create_pages',
      input: { parent: dataSource, pages: [{ title: SHARED_TITLE, properties: { Notes: mark } }] },
      parts: [{ title: SHARED_TITLE, times: () => pagesHolding(workspace, mark) }],
      changes: undefined,
    };
  },
  function values({ workspace }, { row }, mark, random) {
    return {
      tool: 'notion_set_properties',
      input: {
        pages: [row],
        set: {
          Notes: mark,
          Status: oneOf(random, ['Open', 'Running', 'Done']),
          Count: Math.floor(random() * 1e6),
        },
      },
      parts: [{ title: row, times: () => pagesHolding(workspace, mark) }],
      changes: row,
    };
  },
];

export function nextAct(written: WrittenWorkspace, own: OwnPlace, mark: string, random: Random): Act {
  return oneOf(random, acts)(written, own, mark, random);
}

/** Pages outside of the trash that have exactly this text as their title or as a value. */
function pagesHolding(workspace: Workspace, text: string): number {
  return [...workspace.pages.values()].filter(
    (page) =>
      [...page.values.values()].some((value) => textOf(value) === text) && !isInTrash(workspace, page),
  ).length;
}

function textOf(value: StoredValue): string | undefined {
  return value.type === 'title' || value.type === 'rich_text' ? plainContent(value.text) : undefined;
}
