import { truncateText } from '../answer/truncate.js';
import type { DocumentBlock, Heading } from '../document.js';
import { foldText } from '../../text/match-text.js';
import { shownForm } from '../../text/quote.js';
import type { TitlePath } from './title-path.js';

/** Longest title within a name, so that an error can quote it with its number. Titles that differ only after this are numbered. */
const MAX_TITLE_CHARACTERS = 60;
/** Longest name, as errors quote it. */
const MAX_NAME_CHARACTERS = 80;
/** Compared as one: people and models type the straight ones. */
const QUOTATION_MARKS = /["“”„‟«»‘’‚‛′″`´]/g;
const DASHES = /[\u2010-\u2015\u2212]/g;
/** Between the titles of a path; the second sign is that of page paths. */
const PATH_SIGN = /[>›]/;

/** A title as titles are compared: without case, diacritics, markup and the kind of quotation marks and dashes. */
export function titleForm(title: string): string {
  const shown = shownForm(title, Number.POSITIVE_INFINITY);
  return foldText(shown.replaceAll(QUOTATION_MARKS, "'").replaceAll(DASHES, '-'));
}

/** A heading with a title: others have no section. */
export function isTitled(block: DocumentBlock): block is Heading {
  return block.kind === 'heading' && block.text.trim() !== '';
}

/** What a heading begins, as far as its name depends on it. */
interface NamedSection {
  readonly heading: Heading;
  /** Headings from the outermost to this one, and their plain titles. */
  readonly headings: readonly Heading[];
  readonly path: TitlePath;
}

/**
 * The names by which the sections of a document can be asked for. A title that occurs once is a name; those that occur
 * several times are numbered in reading order: `Notes (1)`, `Notes (2)`.
 */
export class SectionNames {
  readonly #sections = new Map<Heading, NamedSection>();
  readonly #names = new Map<Heading, string>();
  /** Forms of all titles and names. */
  readonly #taken = new Set<string>();
  readonly #all: readonly NamedSection[];
  /** How often each path occurs; counted when it is first asked for. */
  #paths: ReadonlyMap<TitlePath, number> | undefined;

  /** Takes all sections of the document in reading order. */
  constructor(sections: readonly NamedSection[]) {
    this.#all = sections;
    const titled = sections.map((section) => {
      const title = section.path.titles.at(-1) ?? '';
      const form = titleForm(title);
      return { section, title, form, group: groupOf(title, form) };
    });
    const groups = countsOf(titled.map(({ group }) => group));
    for (const { section, form } of titled) {
      this.#sections.set(section.heading, section);
      this.#taken.add(form);
    }
    const numbers = new Map<string, number>();
    for (const { section, title, form, group } of titled) {
      this.#names.set(
        section.heading,
        groups.get(group) === 1 ? title : this.#numbered({ title, form, group }, numbers),
      );
    }
  }

  #numbered(
    { title, form, group }: { readonly title: string; readonly form: string; readonly group: string },
    numbers: Map<string, number>,
  ): string {
    const short = truncateText(title, MAX_TITLE_CHARACTERS);
    const shortForm = short === title ? form : titleForm(short);
    for (let number = (numbers.get(group) ?? 0) + 1; ; number += 1) {
      const end = ` (${number})`;
      // The form of the whole: folding one part does not depend on the other.
      const nameForm = `${shortForm}${end}`.trim();
      if (!this.#taken.has(nameForm)) {
        numbers.set(group, number);
        this.#taken.add(nameForm);
        return `${short}${end}`;
      }
    }
  }

  /** The name of the section that begins with this heading. */
  of(heading: Heading): string {
    return this.#names.get(heading) ?? '';
  }

  /** The same with the headings above it, as far as they fit: `Setup > Notes`, numbered only if the path occurs again. */
  withPath(heading: Heading): string {
    const section = this.#sections.get(heading);
    if (section === undefined) {
      return '';
    }
    const { headings, path } = section;
    this.#paths ??= countsOf(this.#all.map((one) => one.path));
    if (this.#paths.get(path) === 1 && path.titles.every(isPlain)) {
      const whole = path.titles.join(' > ');
      if (
        whole.length <= MAX_NAME_CHARACTERS &&
        (headings.length === 1 ? this.of(heading) === whole : !this.#taken.has(titleForm(whole)))
      ) {
        return whole;
      }
    }
    let name = truncateText(this.of(heading), MAX_NAME_CHARACTERS);
    for (const above of PATH_SIGN.test(name) ? [] : headings.slice(0, -1).toReversed()) {
      const longer = isPlain(this.of(above)) ? `${this.of(above)} > ${name}` : '';
      // A title that looks like this path would be found instead.
      if (longer === '' || longer.length > MAX_NAME_CHARACTERS || this.#taken.has(titleForm(longer))) {
        break;
      }
      name = longer;
    }
    return name;
  }
}

/** Whether a title can be a part of a path: it is short, and has no sign of one. */
function isPlain(title: string): boolean {
  return title.length <= MAX_NAME_CHARACTERS && !PATH_SIGN.test(title);
}

function countsOf<Key>(keys: readonly Key[]): ReadonlyMap<Key, number> {
  const counts = new Map<Key, number>();
  for (const key of keys) {
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function groupOf(title: string, form: string): string {
  const short = title.length <= MAX_TITLE_CHARACTERS ? form : titleForm(title.slice(0, MAX_TITLE_CHARACTERS));
  return short.slice(0, MAX_TITLE_CHARACTERS);
}
