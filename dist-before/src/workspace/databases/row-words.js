import { say } from '../../text/words.js';
/** Rows as the end of their list is worded. */
export const ROWS = {
    one: say `row`,
    several: say `rows`,
    narrow: say `narrow it with where, for example on created_time. count_by and calculate reach all rows.`,
};
