/** The pages of each space. */
export const PAGE_TITLES = ['Welcome', 'Meeting notes', 'Open questions', 'Release checklist'] as const;
