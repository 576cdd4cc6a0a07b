import { oneOf } from '../../../harness/random.js';
import type { Act, MakeAct, Stage } from './act.js';
import { addComment, answerDiscussion, deleteComment, editComment } from './comments.js';
import { addMany, addNested, editText, tick } from './content.js';
import { changeState, duplicate, movePage } from './organize.js';
import { newChildPage, newFromTemplate, newOfSharedTitle, newRows } from './pages.js';
import { addColumn, addOption, changeFormat, newDatabase, renameColumn, renameDatabase } from './schema.js';
import { uploadFile } from './uploads.js';
import { changeLists, setValues } from './values.js';

const acts: readonly MakeAct[] = [
  newRows,
  newChildPage,
  newFromTemplate,
  newOfSharedTitle,
  setValues,
  changeLists,
  addNested,
  addMany,
  editText,
  editText,
  tick,
  addComment,
  answerDiscussion,
  editComment,
  deleteComment,
  movePage,
  changeState,
  changeState,
  duplicate,
  addColumn,
  addOption,
  renameColumn,
  changeFormat,
  renameDatabase,
  newDatabase,
  uploadFile,
];

/** An act of any kind that is possible now. */
export function nextAct(stage: Stage): Act {
  for (;;) {
    const act = oneOf(stage.random, acts)(stage);
    if (act !== undefined) {
      return act;
    }
  }
}
