import { markedId } from '../../content/notion-id.js';
import { titleText } from '../../content/print/title-text.js';
import type { Group } from '../../notion/query/group.js';
import * as z from 'zod';
import { pluralize } from '../../content/answer/pluralize.js';
import { renderTable } from '../../content/answer/table.js';
import { formatNumber } from '../../content/properties/number-format.js';
import { COMPLETE } from '../../notion/endpoints/list-page.js';
import type { PropertySchema } from '../../content/properties/property-types.js';
import { headingOf, type Calculation } from '../../notion/query/calculation.js';
import { figureText } from '../../notion/query/figures.js';
import type { NotionSession } from '../../notion/session.js';
import { counted, listNames, say, Words } from '../../text/words.js';
import { endNotes } from '../list-end.js';
import type { LookupBudget } from '../lookup-budget.js';
import { countRows, type RowCounts, type RowsToCount } from './count-rows.js';
import { lookUpNames, unnamedNote, type LookedUpNames } from '../names/look-up-names.js';
import { relatedSource } from '../../notion/query/columns/column-sources.js';
import { isEmpty, orderGroups } from './order-groups.js';
import { numberFormats } from '../properties/number-formats.js';
import { tallyState, type TalliedGroup } from './row-tally.js';
import { ROWS } from './row-words.js';

/** Property types of which a row can have several values. */
const SEVERAL_VALUES = new Set(['multi_select', 'people', 'relation', 'rollup']);
/** The line over all rows, where there are groups as well. */
const ALL_ROWS = '(all rows)';
/** A number as a tally keeps it. */
const NUMBER = /^-?\d+(?:\.\d+)?(?:e[+-]\d+)?$/;
/** Options without rows that are named. */
const MAX_UNUSED_NAMED = 10;
/** Bytes of counts that fit a cursor; a tool's cursor has 4,000 characters, of which base64 takes a third. */
const MAX_STATE_BYTES = 2700;

/** Where counting continues, with the counts so far unless they are too large for a cursor. */
export const countPosition = z.object({
  from: z.string().optional(),
  before: z.string().optional(),
  batch: z.string().optional(),
  minute: z.string().optional(),
  counted: tallyState.optional(),
});

type CountPosition = z.infer<typeof countPosition>;

interface CountTable {
  readonly summary: string;
  /** No row matches, which is known for sure. */
  readonly isEmpty: boolean;
  readonly content: string;
  readonly notes: readonly string[];
  readonly rest: CountPosition | undefined;
}

/** Number of rows and figures, per value of one column or over all rows, and whether every row was counted. */
export async function countTable(
  session: NotionSession,
  rows: RowsToCount,
  lookups: LookupBudget,
  characters: number,
  start: CountPosition | undefined,
): Promise<CountTable> {
  const counts = await countRows(session, rows, lookups, start, start?.counted);
  const { tally, end } = counts;
  const { countBy, calculations } = rows.question;
  const { groups: ordered, last, unused } = orderGroups(countBy, tally.groups);
  const names = await lookUpGroups(
    session,
    ordered.map(({ group }) => group),
    lookups,
    countBy && relatedSource(countBy),
  );
  const gaps = numberGaps(counts, calculations);
  // Without groups the note says it all.
  const columnsOfGaps = countBy === undefined ? [] : gaps;
  const headings = [
    'rows',
    ...columnsOfGaps.map(({ property }) => `rows with ${property.name}`),
    ...calculations.map(headingOf),
  ];
  const formats = numberFormats(session, rows.schema);
  const cells = (rows: number, figures: TalliedGroup['figures']): string[] => [
    String(rows),
    ...columnsOfGaps.map(({ at }) => String(figures[at]?.values ?? 0)),
    ...calculations.map(({ function: wanted, property }, index) =>
      figureText(figures[index] ?? undefined, wanted, formats.get(property.name)),
    ),
  ];
  const total = cells(tally.total, tally.all);
  const groups = ordered.map(({ group, rows, figures }) => [
    groupName(group, names, formats.get(countBy?.name ?? '')),
    ...cells(rows, figures),
  ]);
  // Groups may overlap, so figures over all rows do not follow from theirs.
  const overall = calculations.length > 0 ? [[ALL_ROWS, ...total]] : [];
  const table =
    countBy === undefined
      ? renderTable(headings, [total], { characters })
      : renderTable([countBy.name, ...headings], [...overall, ...groups], { characters });
  const left = countBy === undefined ? 0 : overall.length + groups.length - table.rows;
  const onlyRest = start !== undefined && start.counted === undefined;
  return {
    isEmpty: tally.total === 0 && end.incomplete === undefined && start === undefined,
    summary: summarise(counts, countBy === undefined ? undefined : groups.length, onlyRest),
    content: tally.total === 0 ? '' : table.text,
    notes: [
      countBy !== undefined && SEVERAL_VALUES.has(countBy.type)
        ? 'Rows with several values count in each group.'
        : '',
      left > 0 ? omittedNote(left, last) : '',
      ...(countBy === undefined || tally.total === 0 || onlyRest || end.incomplete !== undefined
        ? []
        : [emptyNote(ordered.find(isEmpty)?.rows ?? 0, left > 0), unusedNote(unused)]),
      ...gapNotes(gaps, tally.total > 0 && calculations.length > 0),
      ...cutNotes(counts),
      ...endNotes({ ...COMPLETE, unreadable: end.unreadable }, ROWS),
      counts.inside,
      end.windows > 1
        ? `Counted in ${end.windows} queries by creation time, because Notion ${end.brokeOff ? 'ended one before its last row' : 'returns at most 10,000 rows per query'}.`
        : '',
      unnamedNote(names.unnamed, 'group', 'groups'),
    ],
    rest: end.rest && { ...end.rest, ...stateOf(counts, onlyRest) },
  };
}

function omittedNote(left: number, last: 'last' | 'smallest'): string {
  return last === 'smallest'
    ? `Omitted: ${pluralize(left, 'group')} with the fewest rows.`
    : `Omitted: ${pluralize(left, 'last group')}.`;
}

/** Rows without a value are a group at the end of the table, unless there are none or it has no room. */
function emptyNote(rows: number, isCut: boolean): string {
  return rows === 0 ? 'No empty values.' : isCut ? `Empty values: ${pluralize(rows, 'row')}.` : '';
}

function unusedNote(options: readonly string[]): string {
  const more = options.length - MAX_UNUSED_NAMED;
  return options.length === 0
    ? ''
    : `Without rows: ${listNames(options.slice(0, MAX_UNUSED_NAMED))}${more > 0 ? ` and ${more} more` : ''}.`;
}

function summarise({ tally, end }: RowCounts, groups: number | undefined, onlyRest: boolean): string {
  const rows = `${onlyRest ? 'Further ' : ''}${pluralize(tally.total, 'row')}`;
  const what = groups === undefined ? rows : `${rows} in ${pluralize(groups, 'group')}`;
  const before = onlyRest ? ' Add the counts of the earlier answers.' : '';
  const all = `all ${onlyRest ? 'remaining ' : ''}rows${end.unreadable > 0 ? ' this connection may read' : ''}`;
  return end.incomplete === undefined
    ? `${what}; ${all} are counted.${before}`
    : `Incomplete: ${rows} counted so far. ${end.incomplete}${before}`;
}

/** A column to calculate with that is without a number in some rows. */
interface NumberGap {
  readonly property: PropertySchema;
  /** The place of one of its calculations. */
  readonly at: number;
  readonly values: number;
  readonly rows: number;
}

/** Figures omit rows without a number, so the answer reports over how many they are. */
function numberGaps({ tally }: RowCounts, calculations: readonly Calculation[]): NumberGap[] {
  const gaps = new Map(
    calculations.map(({ property }, at) => {
      const gap = { property, at, values: tally.all[at]?.values ?? 0, rows: tally.total };
      return [property.name, gap];
    }),
  );
  return [...gaps.values()].filter(({ values, rows }) => values < rows);
}

function gapNotes(gaps: readonly NumberGap[], hasFigures: boolean): string[] {
  return gaps.length === 0 && hasFigures
    ? ['Every row has a number.']
    : gaps.map(({ property: { name }, values, rows }) =>
        String(
          say`Figures of ${name} are over ${values} of ${counted(rows, 'row')}; ${rows - values} ${Words.term(rows - values === 1 ? 'has' : 'have')} no number.`,
        ),
      );
}

function cutNotes({ tally, cutLists, cutNumbers }: RowCounts): string[] {
  return [
    tally.notComputed > 0 ? `Not computed by Notion's API: ${pluralize(tally.notComputed, 'value')}.` : '',
    cutLists > 0 ? `Only the first 25 values are counted in ${pluralize(cutLists, 'row')}.` : '',
    cutNumbers > 0
      ? `Computed by Notion over the first 25 related pages only: ${pluralize(cutNumbers, 'value')}.`
      : '',
  ];
}

/** What was counted so far, unless it is too much for a cursor. */
function stateOf({ tally }: RowCounts, onlyRest: boolean): Pick<CountPosition, 'counted'> {
  const state = tally.state();
  return onlyRest || Buffer.byteLength(JSON.stringify(state)) > MAX_STATE_BYTES ? {} : { counted: state };
}

/** Names of the pages and people that rows were counted under; the pages are rows of `rowsOf`, if that is known. */
function lookUpGroups(
  session: NotionSession,
  groups: readonly Group[],
  lookups: LookupBudget,
  rowsOf: string | undefined,
): Promise<LookedUpNames> {
  const titles = groups.flatMap((group) => ('titleId' in group ? [group.titleId] : []));
  const users = groups.flatMap((group) =>
    'userId' in group && group.label === undefined ? [group.userId] : [],
  );
  const related = rowsOf === undefined ? [] : [{ dataSourceId: rowsOf, ids: titles }];
  return lookUpNames(session, { titles, users }, lookups, related);
}

/** The printed name of a group; a marked id, as everywhere else, if the name is unknown. Numbers get their column's `format`. */
export function groupName(group: Group, names: LookedUpNames, format?: string): string {
  if ('titleId' in group) {
    return printed(names.title(group.titleId), 'page', group.titleId);
  }
  return 'userId' in group
    ? printed(group.label ?? names.user(group.userId), 'user', group.userId)
    : titleText(
        format !== undefined && NUMBER.test(group.label)
          ? formatNumber(Number(group.label), format)
          : group.label,
      );
}

function printed(name: string | undefined, kind: string, id: string): string {
  return name === undefined ? markedId(kind, id) : titleText(name);
}
