import type { DocumentBlock } from '../document.js';

/** The prefix that surrounding items add to each of a block's lines: a list item's indentation, or a quote sign. */
export interface Container {
  readonly prefix: string;
  /** Represents the item itself where only its content is shown, such as `- …`; '' for a quote. */
  readonly stub: string;
}

/** One block's own lines, without its children: the unit of partial reading and search. */
export interface PrintedUnit {
  readonly block: DocumentBlock;
  readonly containers: readonly Container[];
  /** Lines before and after the body that every piece of a divided body needs, such as a code fence or a table's head. */
  readonly open: readonly string[];
  readonly body: readonly string[];
  readonly close: readonly string[];
  /** Units of one group are on adjacent lines; a blank line separates all others. */
  readonly group: 'list' | 'link' | 'none';
  /** What the lines show, with the markup that they are rendered from; only of those that are rendered when they are read. */
  readonly unrendered?: string;
}

/** The unit's lines with what surrounds it. */
export function unitText(unit: PrintedUnit): string {
  return prefixed([...unit.open, ...unit.body, ...unit.close], unit.containers);
}

/** Puts the signs of the containers before each line. */
export function prefixed(lines: readonly string[], containers: readonly Container[]): string {
  if (containers.length === 0) {
    return lines.join('\n');
  }
  const prefix = containers.map((container) => container.prefix).join('');
  // A line of a unit may hold a line break of its own when a title contains one.
  return lines
    .join('\n')
    .split('\n')
    .map((line) => (line === '' ? prefix.trimEnd() : prefix + line))
    .join('\n');
}

/** The separator between two consecutive units. */
export function separator(before: PrintedUnit, after: PrintedUnit): string {
  if (before.group !== 'none' && before.group === after.group && sameQuote(before, after)) {
    return '\n';
  }
  const blank = sharedContainers([before, after])
    .map((container) => container.prefix)
    .join('')
    .trimEnd();
  return `\n${blank}\n`;
}

// An item inside a quote and one outside are no neighbours of one list.
function sameQuote(before: PrintedUnit, after: PrintedUnit): boolean {
  if (before.containers.length === 0 && after.containers.length === 0) {
    return true;
  }
  const quotes = (unit: PrintedUnit): Container[] =>
    unit.containers.filter((container) => container.stub === '');
  const [one, other] = [quotes(before), quotes(after)];
  return one.length === other.length && one.every((quote, at) => quote === other[at]);
}

/** The containers that all units share, outermost first. */
export function sharedContainers(units: readonly PrintedUnit[]): readonly Container[] {
  const [first, ...rest] = units;
  const containers = first?.containers ?? [];
  let length = containers.length;
  for (const unit of rest) {
    let same = 0;
    while (same < length && unit.containers[same] === containers[same]) {
      same += 1;
    }
    length = same;
  }
  return containers.slice(0, length);
}

/** Units as one text. */
export function joinUnits(units: readonly PrintedUnit[]): string {
  let text = '';
  let previous: PrintedUnit | undefined;
  for (const unit of units) {
    text += (previous === undefined ? '' : separator(previous, unit)) + unitText(unit);
    previous = unit;
  }
  return text;
}
