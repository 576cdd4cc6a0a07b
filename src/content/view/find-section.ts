import { distance } from 'fastest-levenshtein';
import { plainFromDialect } from '../markdown/markdown-inline.js';
import type { DocumentBlock } from '../document.js';
import { revealInvisible } from '../../text/invisible.js';
import { foldText } from '../../text/match-text.js';
import { SectionNames, titleForm } from './section-names.js';
import { keyOfSections, sectionsOf, type Section } from './sections.js';

/** A section found, the whole page where its title was given, or names of the sections that may have been meant. */
type SectionSearch =
  | { readonly blocks: readonly DocumentBlock[]; readonly key: string }
  | { readonly isPage: true }
  | { readonly candidates: readonly string[]; readonly isAmbiguous: boolean };

// More would not be read; the outline has them all.
const MAX_CANDIDATES = 10;
// Counting differences takes time in the product of both lengths. Titles that differ only after this count as equal.
const MAX_COMPARED_CHARACTERS = 500;

/** What a copied line has around a title: the sign or number of a list before it, and the length that outlines print behind it. */
const LIST_SIGN = /^(?:[-*+•]|\(?\d{1,3}(?:\.\d{1,3}){0,4}[.):]?)\s+(?=\S)/;
const LENGTH_BEHIND = /(?<!\s)\s{1,3}\(\d{1,9}\)$/;
/** Before each title of a path, where a path was put together from lines of Markdown. */
const STEP_SIGN = /^#{1,6}\s+(?=\S)/;
/** Other signs between the titles of a path; a slash or an arrow stands in titles too, so that the title itself comes first. */
const STEPS = /\s(?:[>›»/|]|→|->|=>)\s/;
const QUOTES_AROUND = /^["'“”‘’`]|["'“”‘’`]$/g;
const COLON_BEHIND = /(?<!\s):$/;
const CUT_END = /(?:…|\.{3})$/;

/**
 * The section that a heading names: everything up to the next heading of the same or a higher level. `query` is a heading,
 * its name in an outline such as `Notes (2)`, or a path such as `Setup > macOS`, which may begin with the page's title. It
 * matches exactly, else without regard to case, diacritics and quotation marks, else by its beginning, else by a part of it,
 * if that is unique. Sections of exactly the same path are read as one.
 */
export function findSection(
  document: readonly DocumentBlock[],
  query: string,
  pageTitle: string | undefined,
): SectionSearch {
  const all = sectionsOf(document);
  const names = new SectionNames(all);
  const matches = matchers();
  const outermost = pageTitle === undefined ? [] : [{ title: pageTitle, name: pageTitle }];
  const ways = all.map((section) => ({
    section,
    steps: [
      ...outermost,
      ...section.headings.map((heading, at) => ({
        title: section.path.titles[at] ?? '',
        name: names.of(heading),
      })),
    ],
  }));
  // An outline shows titles escaped, and callers copy them from there, or from Notion as they are.
  const typed = revealInvisible(query, ' ').trim();
  const wanted = typed.replace(/^#+\s+(?=\S)/, '');
  const asWritten = variantsOf([typed, wanted, plainFromDialect(wanted)]);
  const asListed = [
    ...variantsOf([wanted, plainFromDialect(wanted)].flatMap(withoutSurroundings)),
    ...pathOf(wanted),
  ];
  const stages = [
    [matches.same, asWritten],
    [matches.equal, asWritten],
    [matches.equal, asListed],
    [matches.begins, asWritten],
    [matches.holds, asWritten],
    [matches.begins, asListed],
    [matches.holds, asListed],
  ] as const;
  for (const [match, paths] of stages) {
    for (const path of paths) {
      const found = ways
        .filter(({ steps }) => endsWithPath(steps, path, match))
        .map(({ section }) => section);
      if (found.length > 0) {
        return oneOf(found, path.length, all, names);
      }
      if (match === matches.equal && path.length === 1 && isTitle(path[0], pageTitle)) {
        return { isPage: true };
      }
    }
  }
  return { candidates: nearest(all, wanted, names), isAmbiguous: false };
}

function isTitle(text: string | undefined, pageTitle: string | undefined): boolean {
  return pageTitle !== undefined && titleForm(text ?? '') === titleForm(pageTitle);
}

/** The one section, or all of one path; those whose whole path was given come before those with more headings above. */
function oneOf(
  found: readonly Section[],
  depth: number,
  all: readonly Section[],
  names: SectionNames,
): SectionSearch {
  for (const sections of [found, depth > 1 ? found.filter(({ path }) => path.titles.length === depth) : []]) {
    const key = keyOfSections(sections, all);
    if (key !== undefined) {
      return { blocks: sections.flatMap(({ blocks }) => blocks), key };
    }
  }
  const candidates = found.slice(0, MAX_CANDIDATES).map(({ heading }) => names.withPath(heading));
  return { candidates, isAmbiguous: true };
}

/** The text without what stands around a title, one by one and together. */
function withoutSurroundings(text: string): string[] {
  const short = text.replace(LENGTH_BEHIND, '');
  const bare = short.replace(LIST_SIGN, '').replace(COLON_BEHIND, '');
  return [short, text.replace(LIST_SIGN, ''), bare, bare.replaceAll(QUOTES_AROUND, '')];
}

/** Each text as one title, and as a path of several. */
function variantsOf(texts: readonly string[]): readonly (readonly string[])[] {
  return [...new Set(texts)]
    .flatMap((text) => [[text.trim()], text.split(/[>›]/).map((title) => title.trim())])
    .map((path) => path.filter((title) => title !== ''))
    .filter((path) => path.length > 0);
}

/** The titles of a path in other forms: `# Setup > ## macOS`, `Setup → macOS`; none for a title alone. */
function pathOf(text: string): readonly (readonly string[])[] {
  const steps = text
    .split(STEPS)
    .map((title) => plainFromDialect(title.trim().replace(STEP_SIGN, '')))
    .filter((title) => title !== '');
  return steps.length > 1 ? [steps] : [];
}

/** Whether a title, or the name of the section that it begins, is what is wanted. */
type Matcher = (title: string, name: string, wanted: string) => boolean;

// From strict to lenient. A title is part of the path of each section below it, so that its form is kept.
function matchers(): Record<'same' | 'equal' | 'begins' | 'holds', Matcher> {
  const known = new Map<string, string>();
  const form = (title: string): string => {
    const text = known.get(title) ?? titleForm(title);
    known.set(title, text);
    return text;
  };
  const begun = (wanted: string): string => form(wanted.replace(CUT_END, ''));
  return {
    // A name comes first: what the outline prints for one section may read like the path of another.
    same: (title, name, wanted) => title === wanted || name === wanted,
    equal: (title, name, wanted) => form(title) === form(wanted) || form(name) === form(wanted),
    begins: (title, _name, wanted) => begun(wanted) !== '' && form(title).startsWith(begun(wanted)),
    holds: (title, _name, wanted) => begun(wanted) !== '' && form(title).includes(begun(wanted)),
  };
}

/** A title on the way to a section, with the name of the section that it begins. */
interface Step {
  readonly title: string;
  readonly name: string;
}

// The last titles must match; outer ones may be left out in between.
function endsWithPath(steps: readonly Step[], wanted: readonly string[], matches: Matcher): boolean {
  const fits = (at: number, text: string): boolean => {
    const step = steps[at];
    return step !== undefined && matches(step.title, step.name, text);
  };
  let at = steps.length - 1;
  if (!fits(at, wanted.at(-1) ?? '')) {
    return false;
  }
  return wanted
    .slice(0, -1)
    .toReversed()
    .every((title) => {
      at -= 1;
      while (at >= 0 && !fits(at, title)) {
        at -= 1;
      }
      return at >= 0;
    });
}

function nearest(all: readonly Section[], wanted: string, names: SectionNames): string[] {
  const target = foldText(wanted.slice(0, MAX_COMPARED_CHARACTERS));
  return all
    .map((section) => {
      const title = foldText((section.path.titles.at(-1) ?? '').slice(0, MAX_COMPARED_CHARACTERS));
      return { section, difference: distance(title, target) / Math.max(1, title.length, target.length) };
    })
    .sort((one, other) => one.difference - other.difference)
    .slice(0, MAX_CANDIDATES)
    .map(({ section }) => names.withPath(section.heading));
}
