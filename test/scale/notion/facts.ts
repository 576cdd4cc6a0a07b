/** Pages of every workspace: they have the same names everywhere, so that nothing but their text tells the workspaces apart. */
export const TITLES = [
  'Welcome',
  'Meeting notes',
  'Open questions',
  'Release checklist',
  'House rules',
  'Travel costs',
  'Price list',
  'Phone numbers',
];

const FACT = /The (?:[\w ]+) of (space-\d+) is kept here\./g;

/** What a page says that no other says. */
export function factOf(space: string, title: string): string {
  return `The ${title.toLowerCase()} of ${space} is kept here.`;
}

/** The spaces whose facts stand in a text. */
export function spacesIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(FACT)].map(([, space = '']) => space))];
}
