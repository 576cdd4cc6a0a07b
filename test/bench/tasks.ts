// What every server is asked, in the order of the table.
import { comments } from './tasks/comments.js';
import { countedRows } from './tasks/counted-rows.js';
import { endOfLongPage } from './tasks/end-of-long-page.js';
import { filteredRows } from './tasks/filtered-rows.js';
import { followedLink } from './tasks/followed-link.js';
import { relatedRow } from './tasks/related-row.js';
import { wholePage } from './tasks/whole-page.js';

export const tasks = [
  wholePage,
  filteredRows,
  relatedRow,
  countedRows,
  endOfLongPage,
  comments,
  followedLink,
] as const;

type AnyTask = (typeof tasks)[number];

/** What each task asks for, by its id. */
export type Asks = { readonly [T in AnyTask as T['id']]: T['asks'] };

export type TaskId = keyof Asks;
