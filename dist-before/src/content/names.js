/** For content that was checked to hold no references. */
export const noNames = { title: () => undefined, user: () => undefined };
