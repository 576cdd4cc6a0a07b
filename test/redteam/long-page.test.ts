import { describe, expect, it } from '@jest/globals';
import { paragraph } from '../../src/sandbox/build/blocks.js';
import { workspaceWith, type ReadyMade } from '../../src/sandbox/build/ready-made.js';
import { addBlocks } from '../../src/sandbox/build/workspace-builder.js';
import {
  NOW,
  nextCall,
  startToolSandbox,
  type NextCall,
  type ToolSandbox,
} from '../support/notion/tool-sandbox.js';

const BLOCKS = 3000;
const MOST = 5000;
/** What each block of the page has of its own, in the text and not in the outline. */
const NUMBERED = /^\s*(?:#+ Section|Paragraph|- Item|- \[ \] Step) (\d+)/gm;

async function withLongPage(run: (notion: ToolSandbox, made: ReadyMade) => Promise<void>): Promise<void> {
  const made = workspaceWith({ blocks: BLOCKS, now: NOW });
  const notion = await startToolSandbox({ workspace: made.workspace }, { requestsPerWindow: 100_000 });
  try {
    await run(notion, made);
  } finally {
    await notion.close();
  }
}

/** The numbers of the blocks that each answer shows, and the answers. `between` is called before each further part. */
async function walk(
  notion: ToolSandbox,
  page: string,
  between: (part: number) => void = () => {},
): Promise<{ shown: number[]; answers: string[] }> {
  const answers: string[] = [];
  let call: NextCall | undefined = { tool: 'notion_read_page', input: { page, max_chars: MOST } };
  while (call !== undefined && answers.length < 100) {
    const answer: string = await notion.call(call.tool, call.input);
    answers.push(answer);
    call = nextCall(answer);
    between(answers.length);
  }
  const texts = answers.map((answer) => /\n---\n([^]*)/.exec(answer)?.[1] ?? answer);
  return {
    answers,
    shown: texts.flatMap((text) => Array.from(text.matchAll(NUMBERED), ([, at]) => Number(at))),
  };
}

const everyBlock = Array.from({ length: BLOCKS }, (_, at) => at + 1);

describe('a page of 3,000 blocks', () => {
  it('is walked to its last block, each once, nothing twice, in one request a part', () =>
    withLongPage(async (notion, { pageId }) => {
      const { shown, answers } = await walk(notion, pageId);
      expect(shown).toEqual(everyBlock);
      expect(Math.max(...answers.map((answer) => answer.length))).toBeLessThanOrEqual(MOST);
      expect(answers.length).toBeLessThan(35);
      expect(notion.requests()).toBe(answers.length + 1);
    }));

  it('goes on where it was when blocks are added or removed before it, and says that the page changed', () =>
    withLongPage(async (notion, { pageId, workspace }) => {
      const children = workspace.pages.get(pageId)?.children ?? [];
      const { shown, answers } = await walk(notion, pageId, (part) => {
        if (part === 3) {
          addBlocks(workspace, { kind: 'page', id: pageId }, [
            paragraph('New words.'),
            paragraph('More of them.'),
          ]);
          children.unshift(...children.splice(-2));
        }
        if (part === 6) {
          children.splice(0, 5);
        }
      });
      expect(shown).toEqual(everyBlock);
      const told = answers.flatMap((answer, at) => (answer.includes('The page was edited') ? [at] : []));
      expect(told).toEqual([3, 6]);
    }));

  it('says that parts may be missing when the place itself is gone', () =>
    withLongPage(async (notion, { pageId, workspace }) => {
      const children = workspace.pages.get(pageId)?.children ?? [];
      const { answers } = await walk(notion, pageId, (part) => {
        if (part === 2) {
          children.splice(0, children.length / 2);
        }
      });
      expect(answers[2]).toMatch(/The page was edited .* the place is gone/);
    }));
});
