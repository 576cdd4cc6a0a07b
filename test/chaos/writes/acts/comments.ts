import { plainContent } from '../../../../src/sandbox/model/rich-text.js';
import type { Workspace } from '../../../../src/sandbox/workspace.js';
import { oneOf } from '../../../harness/random.js';
import type { MakeAct } from './act.js';

export const addComment: MakeAct = ({ workspace, own, mark, random }) => ({
  kind: 'comment',
  tool: 'notion_comment',
  input: { on: oneOf(random, own.leaves), text: mark },
  parts: [{ title: mark, times: () => commentsOf(workspace, mark) }],
});

export const answerDiscussion: MakeAct = ({ workspace, own, mark }) => ({
  kind: 'answer in a discussion',
  tool: 'notion_comment',
  input: { on: `discussion:${own.discussion}@${own.leaves[0] ?? ''}`, text: mark },
  parts: [{ title: mark, times: () => commentsOf(workspace, mark) }],
  // An answer that stays keeps the discussion's first comment from being taken back.
  undoneAtOnce: 0.5,
});

export const editComment: MakeAct = ({ workspace, own, mark }) => ({
  kind: 'comment edited',
  tool: 'notion_comment',
  input: { on: `comment:${own.comment}`, text: mark },
  parts: [{ title: mark, times: () => commentsOf(workspace, mark) }],
});

/** One that this run has made: Notion does not bring back those of the start. */
export const deleteComment: MakeAct = ({ workspace, own, random }) => {
  const made = workspace.comments.filter(
    ({ parent, id, text }) =>
      own.leaves.includes(parent.id) && id !== own.comment && plainContent(text).startsWith('mark '),
  );
  if (made.length === 0) {
    return undefined;
  }
  const { id } = oneOf(random, made);
  return {
    kind: 'comment deleted',
    tool: 'notion_comment',
    input: { on: `comment:${id}`, delete: true },
    parts: [{ title: id, times: () => Number(workspace.comments.every((comment) => comment.id !== id)) }],
    isFinal: true,
    isConfirmed: true,
  };
};

function commentsOf(workspace: Workspace, text: string): number {
  return workspace.comments.filter((comment) => plainContent(comment.text) === text).length;
}
