// What every server is asked, in the order of the table.
import { comments } from './tasks/comments.mjs';
import { countedRows } from './tasks/counted-rows.mjs';
import { endOfLongPage } from './tasks/end-of-long-page.mjs';
import { filteredRows } from './tasks/filtered-rows.mjs';
import { followedLink } from './tasks/followed-link.mjs';
import { relatedRow } from './tasks/related-row.mjs';
import { wholePage } from './tasks/whole-page.mjs';

export const tasks = [
  wholePage,
  filteredRows,
  relatedRow,
  countedRows,
  endOfLongPage,
  comments,
  followedLink,
];
