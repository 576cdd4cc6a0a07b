import { oneOf } from '../../../harness/random.js';
import type { ToolAnswer } from '../../../harness/http/tool-call.js';
import { toldOf, type Told } from '../told.js';
import { blocksOfPage, blockText, type MakeAct } from './act.js';

/** Blocks that take two requests. */
const MANY = 104;
/** Each block goes with a request of its own: among so many acts as of other kinds, a run would be about nothing else. */
const MANY_CHANCE = 0.25;
/** Blocks of a page below which its own are still easy to find. */
const MAX_BLOCKS = 400;

/** A few blocks, nested deeper than one request takes. */
export const addNested: MakeAct = ({ workspace, own, mark, random }) => {
  const page = oneOf(random, own.pages);
  if (blocksOfPage(workspace, page).length > MAX_BLOCKS) {
    return undefined;
  }
  const texts = ['top', 'a', 'b', 'c', 'd', 'last'].map((each) => `${mark} ${each}`);
  const [top, a, b, c, d, last] = texts;
  return {
    kind: 'nested blocks',
    tool: 'notion_add_content',
    input: {
      page,
      content: `${top}\n\n- ${a}\n  - ${b}\n    - ${c}\n      - ${d}\n\n- [ ] ${last}`,
      where: oneOf(random, ['end', 'start', 'end of: Heading']),
    },
    parts: texts.map((title) => ({ title, times: () => times(title) })),
    told: (answer, at) => toldOfAddition(answer, at),
    undoneAtOnce: 0.6,
  };

  function times(text: string): number {
    return blocksOfPage(workspace, page).filter((block) => blockText(block) === text).length;
  }
};

/** More than one request takes, to the letter. */
export const addMany: MakeAct = ({ workspace, own, mark, random }) => {
  const page = oneOf(random, own.pages);
  if (random() > MANY_CHANCE || blocksOfPage(workspace, page).length > MAX_BLOCKS) {
    return undefined;
  }
  const lines = Array.from({ length: MANY }, (_, at) => `${mark} line ${at}`);
  const isLiteral = random() < 0.5;
  return {
    kind: `${MANY} blocks`,
    tool: 'notion_add_content',
    input: { page, content: lines.join(isLiteral ? '\n' : '\n\n'), literal: isLiteral },
    parts: lines.map((title) => ({
      title,
      times: () => blocksOfPage(workspace, page).filter((block) => blockText(block) === title).length,
    })),
    told: (answer, at) => toldOfAddition(answer, at),
    undoneAtOnce: 0.8,
  };
};

/** `100 of 130 blocks added`: the first hundred are there. */
function toldOfAddition(answer: ToolAnswer, at: number): Told {
  const [, count] = /(\d+) of \d+ blocks? added/.exec(answer.text) ?? [];
  if (count === undefined || answer.isError) {
    return toldOf(answer, '');
  }
  if (at < Number(count)) {
    return 'saved';
  }
  return answer.text.includes('Not known') ? 'unknown' : 'not saved';
}

/** Another text for a block, or a tick; now and then the block goes. */
export const editText: MakeAct = ({ workspace, own, mark, random }) => {
  const page = oneOf(random, own.pages);
  const blocks = blocksOfPage(workspace, page).filter((block) => blockText(block) !== '');
  const texts = blocks.map(blockText);
  const unique = blocks.filter(
    (block) => texts.filter((text) => text.includes(blockText(block))).length === 1,
  );
  const leaves = unique.filter(({ children }) => children.length === 0);
  if (leaves.length === 0) {
    return undefined;
  }
  const block = oneOf(random, leaves);
  const find = blockText(block);
  const isRemoval = random() < 0.15 && leaves.length > 5;
  const isThere = (): boolean => !workspace.trash.has(block.id);
  return {
    kind: isRemoval ? 'block removed' : 'text replaced',
    tool: 'notion_edit_page',
    input: { page, edits: [{ find, replace: isRemoval ? '' : `Now ${mark}` }] },
    parts: [
      {
        title: page,
        times: () => {
          const now = workspace.blocks.get(block.id);
          return isRemoval
            ? Number(!isThere())
            : Number(now !== undefined && isThere() && blockText(now) === `Now ${mark}`);
        },
      },
    ],
    undoneAtOnce: 0.3,
  };
};

export const tick: MakeAct = ({ workspace, own, random }) => {
  const page = oneOf(random, own.pages);
  const toDos = blocksOfPage(workspace, page).filter(({ content }) => content.type === 'to_do');
  const texts = toDos.map(blockText);
  const unique = toDos.filter(
    (block) => texts.filter((text) => text.includes(blockText(block))).length === 1,
  );
  if (unique.length === 0) {
    return undefined;
  }
  const { id, content } = oneOf(random, unique);
  const isChecked = content.type === 'to_do' && content.checked;
  const text = blockText(
    oneOf(
      random,
      unique.filter((block) => block.id === id),
    ),
  );
  return {
    kind: 'tick',
    tool: 'notion_edit_page',
    input: { page, [isChecked ? 'uncheck' : 'check']: [text] },
    parts: [
      {
        title: page,
        times: () => {
          const now = workspace.blocks.get(id)?.content;
          return Number(now?.type === 'to_do' && now.checked !== isChecked);
        },
      },
    ],
  };
};
