/** No change was reported for as long as anything stays shared. */
export const UNCHANGED = '';
