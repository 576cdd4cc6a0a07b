import type { Names } from './names.js';
import { renderPropertyValue } from './property-value.js';
import type { PropertyValue } from './property-types.js';
import { titleText } from './title-text.js';
import { truncateText } from './truncate.js';

/** Longest property value in a page's header, in UTF-16 code units. */
const LONGEST_VALUE = 2000;

export interface PageHeader {
  readonly title: string;
  readonly url: string;
  /** Parent titles, already printed; '' at the top of the workspace. */
  readonly path: string;
  /** ISO time. */
  readonly lastEdited: string;
  readonly properties: Readonly<Record<string, PropertyValue>>;
}

/** What a page is, before its text: title, address, place and each property that has a value, one to a line. */
export function renderPageHeader(header: PageHeader, names: Names): string {
  const values = Object.entries(header.properties)
    .filter(([, value]) => value.type !== 'title')
    .map(([name, value]) => ({ name: titleText(name), text: renderPropertyValue(value, names) }));
  const filled = values.filter(({ text }) => text !== '');
  const empty = values.filter(({ text }) => text === '');
  return [
    `# ${titleText(header.title)}`,
    header.url,
    ...(header.path === '' ? [] : [`in ${header.path}`]),
    `edited ${header.lastEdited.slice(0, 10)}`,
    ...filled.map(({ name, text }) => `${name}: ${shorten(text)}`),
    ...(empty.length === 0 ? [] : [`(empty: ${empty.map(({ name }) => name).join(', ')})`]),
  ].join('\n');
}

function shorten(text: string): string {
  const line = text.replaceAll('\n', '<br>');
  const short = truncateText(line, LONGEST_VALUE);
  return short === line ? line : `${short} (${line.length} characters in all)`;
}
