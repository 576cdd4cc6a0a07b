/** Shares of the tools among the calls: to search by title, to read a page, and to look into the texts of some pages. */
export const toolMix = { search: 0.45, read: 0.45, searchInText: 0.1 };
