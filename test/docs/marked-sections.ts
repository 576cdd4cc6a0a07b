/*
 * Parts of a page that are made from the program stand between two comments. The rest of the page is written by hand.
 */

const MARKED = /(<!-- made by npm run docs: (.+?) -->\n)[\s\S]*?(<!-- end -->)/g;

/** The names of the parts that a page wants. */
export function sectionNames(page: string): readonly string[] {
  return [...page.matchAll(MARKED)].map(([, , name = '']) => name);
}

/** The page with every part made anew. Throws for a part that nobody makes. */
export function fillSections(page: string, sections: ReadonlyMap<string, string>): string {
  return page.replaceAll(MARKED, (_all, opening: string, name: string, closing: string) => {
    const section = sections.get(name);
    if (section === undefined) {
      throw new Error(`Nothing makes a section "${name}"; there are ${[...sections.keys()].join(', ')}.`);
    }
    return `${opening}\n${section}\n\n${closing}`;
  });
}
