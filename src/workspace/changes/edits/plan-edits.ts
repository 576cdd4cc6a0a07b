import { cellsOfRows } from '../../../content/markdown/compose/printed-rows.js';
import { pluralize } from '../../../content/answer/pluralize.js';
import { repairLineBreaks } from '../../../notion/values/line-breaks.js';
import { hasBlockTag } from '../pages/page-content.js';
import type { EditableBlock, EditableText } from './editable-blocks.js';
import { nearestLines, shownPlaces, type EditProblem } from './edit-problem.js';
import { findPlaces, linesOf, MAX_PLACES, type Piece, type Place } from './find-places.js';
import { hasNewBlocks } from './new-block-lines.js';
import { newRuns } from './new-runs.js';
import { replaceText, type Replacement } from './replace-text.js';
import { isWritable, MAX_ITEMS, requestItems } from './request-items.js';
import { textOf, type TextRun } from './text-runs.js';
import { withoutLineSign } from './wanted-text.js';

/** What the caller wants replaced. */
export interface GivenEdit {
  readonly find: string;
  readonly replace: string;
  readonly all: boolean;
}

/** A block as it is to be. */
export interface BlockEdit {
  readonly block: EditableBlock;
  /** Its texts that change. */
  readonly texts: readonly (EditableText & { readonly after: readonly TextRun[] })[];
  readonly checked?: boolean;
  /** It goes, because nothing of its text is left. */
  readonly isRemoved: boolean;
}

interface PlannedReplacement extends Replacement {
  readonly argument: string;
}

/** Replacements by the text that they change. All places are those of the page as it was read. */
type Planned = Map<
  EditableText,
  { readonly block: EditableBlock; readonly replacements: PlannedReplacement[] }
>;

/** All edits as changes of blocks, or all that is wrong with them. */
export function planEdits(
  blocks: readonly EditableBlock[],
  edits: readonly GivenEdit[],
): {
  readonly changes: readonly BlockEdit[];
  readonly problems: readonly EditProblem[];
  readonly isRepaired: boolean;
} {
  const planned: Planned = new Map();
  let isRepaired = false;
  const problems: EditProblem[] = [];
  for (const [at, given] of edits.entries()) {
    const argument = `Edit ${at + 1}`;
    const edit = withRepairedFind(blocks, given);
    isRepaired ||= edit !== given;
    const found = placesToEdit(blocks, edit, argument);
    if ('says' in found) {
      problems.push(found);
      continue;
    }
    for (const place of found.places) {
      const repaired = repairLineBreaks(edit.replace);
      const isEscaped = repaired.isRepaired && !mayMeanBackslashes(place, edit);
      isRepaired ||= isEscaped;
      problems.push(...addPlace(planned, place, isEscaped ? repaired.text : edit.replace, argument));
    }
  }
  const changes: BlockEdit[] = [];
  for (const [block, texts] of byBlock(planned)) {
    const change = blockEdit(block, texts, problems);
    if (change !== undefined) {
      changes.push(change);
    }
  }
  return { changes, problems, isRepaired };
}

/** The line breaks of a text that is found with them, and not as it was given. */
function withRepairedFind(blocks: readonly EditableBlock[], edit: GivenEdit): GivenEdit {
  const { text: find, isRepaired } = repairLineBreaks(edit.find);
  const isMeant =
    isRepaired &&
    findPlaces(blocks, edit.find).places.length === 0 &&
    findPlaces(blocks, find).places.length > 0;
  return isMeant ? { ...edit, find } : edit;
}

/** Code, or a text that has such signs already, may have a backslash and an n that are no line break. */
function mayMeanBackslashes(place: Place, { find, replace }: GivenEdit): boolean {
  return (
    /`/.test(replace) ||
    find.includes('\\n') ||
    place.some(({ block, way }) => way.isLiteral || block.type === 'code')
  );
}

function placesToEdit(
  blocks: readonly EditableBlock[],
  { find, all }: GivenEdit,
  argument: string,
): EditProblem | { readonly places: readonly Place[] } {
  const { places, cutMentions } = findPlaces(blocks, find);
  if (places.length === 0) {
    const shows = nearestLines(blocks, find);
    const nearest = shows.length === 0 ? '' : ' The nearest lines are shown.';
    const says =
      cutMentions > 0
        ? 'This begins or ends within a mention or an equation. Pass that whole.'
        : `There is no such text.${nearest}`;
    return { argument, says, shows };
  }
  if (places.length >= MAX_PLACES) {
    const says = `This text stands in ${MAX_PLACES} places or more. Pass more of what is around it, or under.`;
    return { argument, says, shows: [] };
  }
  if (places.length > 1 && !all) {
    return {
      argument,
      says: `This text stands in ${places.length} places. Pass more of what is around it, under, or all: true.`,
      shows: shownPlaces(places),
    };
  }
  return { places };
}

function addPlace(planned: Planned, place: Place, replace: string, argument: string): readonly EditProblem[] {
  if (place.some(({ cell }) => cell !== undefined)) {
    return addCells(planned, place, replace, argument);
  }
  const texts = place.length === 1 || replace.trim() === '' ? place.map(() => replace) : linesOf(replace);
  if (texts.length !== place.length) {
    const says = `The text stands in ${place.length} blocks, and its replacement has ${pluralize(texts.length, 'line')}. Pass an edit for each block.`;
    return [{ argument, says, shows: [] }];
  }
  return place.flatMap((piece, at) => addPiece(planned, piece, texts[at] ?? '', argument));
}

/** Cells that stay as they were given keep what they hold. */
function addCells(planned: Planned, place: Place, replace: string, argument: string): readonly EditProblem[] {
  const rows = replace.trim() === '' ? [place.map(() => '')] : (cellsOfRows(replace) ?? []);
  const texts = rows.flat();
  if (texts.length !== place.length) {
    const says = `The text is ${pluralize(place.length, 'cell')} of a table, and its replacement has ${pluralize(texts.length, 'cell')}. Pass rows of as many cells: | a | b |`;
    return [{ argument, says, shows: [] }];
  }
  return place.flatMap((piece, at) => {
    const text = texts[at] ?? '';
    return text === piece.cell ? [] : addPiece(planned, piece, text, argument);
  });
}

function addPiece(planned: Planned, piece: Piece, replace: string, argument: string): readonly EditProblem[] {
  const { block, text, start, end, way } = piece;
  const bare = withoutLineSign(way, replace);
  if (bare === undefined) {
    const says =
      'The kind of a block cannot be changed. Leave out the sign at its beginning; check and uncheck tick to-dos.';
    return [{ argument, says, shows: [] }];
  }
  if (!way.isLiteral && block.type !== 'code' && hasBlockTag(bare)) {
    const says =
      'A text within a block takes no tag of a page, a database or another block. To refer to a page write <mention-page url="…"/>; to write the tag itself put a backslash before the <.';
    return [{ argument, says, shows: [] }];
  }
  const isLiteral = way.isLiteral || (block.type === 'code' && text.slot === 'rich_text');
  if (!isLiteral && hasNewBlocks(text.text.slice(start, end), bare)) {
    const says =
      'An edit makes no new blocks, and further lines with "- ", "# " and the like are meant as some. Pass the first line here and the others to notion_add_content with where "after: " and that line; a backslash before the sign keeps a line as text.';
    return [{ argument, says, shows: [] }];
  }
  const runs = newRuns(bare, isLiteral);
  const entry = planned.get(text) ?? { block, replacements: [] };
  planned.set(text, entry);
  if (entry.replacements.some((other) => start < other.end && other.start < end)) {
    return [{ argument, says: 'It overlaps another edit. Join the two.', shows: shownPlaces([[piece]]) }];
  }
  entry.replacements.push({ start, end, runs, isMarked: way.isMarked, argument });
  return [];
}

function byBlock(
  planned: Planned,
): ReadonlyMap<EditableBlock, readonly (readonly [EditableText, readonly PlannedReplacement[]])[]> {
  const blocks = new Map<EditableBlock, [EditableText, readonly PlannedReplacement[]][]>();
  for (const [text, { block, replacements }] of planned) {
    const texts = blocks.get(block) ?? [];
    texts.push([text, replacements]);
    blocks.set(block, texts);
  }
  return blocks;
}

function blockEdit(
  block: EditableBlock,
  texts: readonly (readonly [EditableText, readonly PlannedReplacement[]])[],
  problems: EditProblem[],
): BlockEdit | undefined {
  const edited = texts.flatMap(([text, replacements]) => {
    // From the end, so that the places of the others stay what they are.
    const after = replacements
      .toSorted((one, other) => other.start - one.start)
      .reduce(replaceText, text.runs);
    const argument = replacements[0]?.argument ?? '';
    const says = unwritable(after);
    if (says !== undefined) {
      problems.push({ argument, says, shows: [] });
    }
    const isSame = JSON.stringify(requestItems(after)) === JSON.stringify(requestItems(text.runs));
    return isSame ? [] : [{ ...text, after }];
  });
  return edited.length === 0 ? undefined : { block, texts: edited, isRemoved: isRemoved(block, edited) };
}

function unwritable(runs: readonly TextRun[]): string | undefined {
  if (!runs.every(isWritable)) {
    return 'The block has a mention that Notion shows and does not take back, such as a link preview. Edit it in Notion.';
  }
  const { length } = requestItems(runs);
  return length > MAX_ITEMS
    ? `The block would have ${length} stretches of different marks, and Notion takes ${MAX_ITEMS}. Use fewer marks.`
    : undefined;
}

/** A block of which no text is left. Whatever lies below it is not deleted: then it stays, empty. */
function isRemoved({ hasChildren, texts, type }: EditableBlock, edited: BlockEdit['texts']): boolean {
  if (type === 'table_row') {
    return texts.every(({ slot, text }) => {
      const after = edited.find((each) => each.slot === slot)?.after;
      return after === undefined ? text === '' : textOf(after) === '';
    });
  }
  const isOwn = edited.some(
    ({ slot, after, text }) => slot === 'rich_text' && textOf(after) === '' && text !== '',
  );
  const others = texts.filter(({ slot }) => !edited.some((each) => each.slot === slot));
  return isOwn && !hasChildren && type !== 'template' && others.every(({ text }) => text === '');
}
