// What every server is asked to change, in the order of the table.
import { commentAndReply } from './tasks/comment-and-reply.js';
import { fromTemplate } from './tasks/from-template.js';
import { longText } from './tasks/long-text.js';
import { manyBlocks } from './tasks/many-blocks.js';
import { movedAndTrashed } from './tasks/moved-and-trashed.js';
import { newDatabase } from './tasks/new-database.js';
import { properties } from './tasks/properties.js';
import { refusals } from './tasks/refusals.js';
import { replacedParagraph } from './tasks/replaced-paragraph.js';
import { rowByNames } from './tasks/row-by-names.js';
import { schemaChange } from './tasks/schema-change.js';
import { tickedToDos } from './tasks/ticked-to-dos.js';
import type { WriteTask } from './write-task.js';

export const writeTasks: readonly WriteTask[] = [
  rowByNames,
  properties,
  manyBlocks,
  replacedParagraph,
  tickedToDos,
  commentAndReply,
  fromTemplate,
  movedAndTrashed,
  newDatabase,
  schemaChange,
  longText,
  refusals,
];
