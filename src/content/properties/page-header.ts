import { pluralize } from '../answer/pluralize.js';
import type { Names } from '../names.js';
import { renderPropertyValue } from './property-value.js';
import type { PropertyValue } from './property-types.js';
import { titleText } from '../print/title-text.js';
import { truncateText } from '../answer/truncate.js';

interface PageHeader {
  readonly title: string;
  readonly url: string;
  /** Parent titles, already printed; '' at the top of the workspace. */
  readonly path: string;
  /** ISO time. */
  readonly lastEdited: string;
  readonly properties: Readonly<Record<string, PropertyValue>>;
  /** How the numbers of a property are shown, by its name, as far as it is known. */
  readonly formats?: ReadonlyMap<string, string>;
}

/** Longest property value, in UTF-16 code units; the shorter ones are tried when there is no room for so much. */
const VALUE_CHARACTER_LIMITS = [2000, 500, 120, 40];
const NO_LIMIT = Number.POSITIVE_INFINITY;

interface FilledProperty {
  readonly name: string;
  readonly value: PropertyValue;
  readonly format: string | undefined;
  /** The whole value. */
  readonly text: string;
}

/**
 * What a page is, before its text: title, address, place and each property that has a value, one to a line. To fit
 * `maximum` characters long values are cut, and then the last properties left out; both is said.
 */
export function renderPageHeader(header: PageHeader, names: Names, maximum = NO_LIMIT): string {
  const properties = Object.entries(header.properties)
    .filter(([, value]) => value.type !== 'title')
    .map(([name, value]) => {
      const format = header.formats?.get(name);
      return { name: titleText(name), value, format, text: renderPropertyValue(value, names, { format }) };
    });
  const filled = properties.filter(({ text }) => text !== '');
  const empty = properties.filter(({ text }) => text === '').map(({ name }) => name);
  const top = [
    `# ${titleText(header.title)}`,
    header.url,
    ...(header.path === '' ? [] : [`in ${header.path}`]),
    `edited ${header.lastEdited.slice(0, 10)}`,
  ];
  for (const longest of VALUE_CHARACTER_LIMITS) {
    const lines = [
      ...top,
      ...filled.map((property) => lineOf(property, names, longest)),
      ...(empty.length === 0 ? [] : [`(empty: ${empty.join(', ')})`]),
    ].join('\n');
    if (lines.length <= maximum) {
      return lines;
    }
  }
  return firstThatFit(top, filled, names, empty.length, maximum);
}

function firstThatFit(
  top: readonly string[],
  filled: readonly FilledProperty[],
  names: Names,
  empty: number,
  maximum: number,
): string {
  const lines = [...top];
  const shortest = VALUE_CHARACTER_LIMITS.at(-1) ?? 0;
  let length = [...top, rest(filled.length, empty)].join('\n').length;
  let shown = 0;
  for (const property of filled) {
    const line = lineOf(property, names, shortest);
    length += line.length + 1;
    if (length > maximum) {
      break;
    }
    lines.push(line);
    shown += 1;
  }
  const note = rest(filled.length - shown, empty);
  // Title and place alone can be longer than a very small answer.
  return `${truncateText(lines.join('\n'), maximum - note.length - 1)}\n${note}`;
}

function rest(filled: number, empty: number): string {
  return `(omitted: ${pluralize(filled, 'property', 'properties')} with a value, ${empty} empty; max_chars is too small)`;
}

/** A list is cut between its entries and says how many there are; any other text how long it is. */
function lineOf({ name, value, format, text }: FilledProperty, names: Names, longest: number): string {
  const isLong = text.length > longest;
  const short = isLong ? renderPropertyValue(value, names, { longestList: longest, format }) : text;
  return `${name}: ${shorten(short, longest)}`;
}

function shorten(text: string, longest: number): string {
  const line = text.replaceAll('\n', '<br>');
  const short = truncateText(line, longest);
  return short === line ? line : `${short} (${line.length} characters in all)`;
}
