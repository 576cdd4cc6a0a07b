import { runsOfDialect } from '../markdown-inline.js';
import type { InlineRun, MentionTarget } from '../../rich-text/inline.js';
import { splitText } from '../../../text/split-text.js';

/** Most UTF-16 code units of a text, an equation and an address in rich text (Notion's limits). */
const MAX_ELEMENT_CHARACTERS = 2000;
const MAX_EXPRESSION_CHARACTERS = 1000;
const MAX_ADDRESS_CHARACTERS = 2000;
/** What Notion takes as the address of a link; another scheme or a bare anchor would refuse the whole request. */
const LINKABLE = /^(?:https?:\/\/|mailto:|tel:|notion:\/\/|\/[0-9a-f]{32})/i;

/** Bold and the like; what is not named is off. */
interface Marks {
  readonly bold?: true;
  readonly italic?: true;
  readonly strikethrough?: true;
  readonly underline?: true;
  readonly code?: true;
  readonly color?: string;
}

type Mention =
  | { readonly user: { readonly id: string } }
  | { readonly page: { readonly id: string } }
  | { readonly database: { readonly id: string } }
  | { readonly date: { readonly start: string; readonly end?: string; readonly time_zone?: string } };

/** An element of rich text, as Notion takes it. */
export type RichTextElement = (
  | {
      readonly type: 'text';
      readonly text: { readonly content: string; readonly link?: { readonly url: string } };
    }
  | { readonly type: 'equation'; readonly equation: { readonly expression: string } }
  | { readonly type: 'mention'; readonly mention: Mention }
) & { readonly annotations?: Marks };

/**
 * Text of our dialect, as the answers print it, as rich text: `**bold**`, `*italic*`, `~~struck~~`, code in backticks, links,
 * `$…$` and mentions as tags. What is not markup is text. There may be more elements than one block takes.
 */
export function richTextOf(dialect: string): readonly RichTextElement[] {
  const runs = merged(runsOfDialect(dialect));
  return runs.flatMap((run, at) => elementsOf(run, runs[at + 1]?.link !== run.link));
}

/** Text to the letter. */
export function plainRichText(text: string): readonly RichTextElement[] {
  return elementsOf({ form: 'text', text }, true);
}

/** Pieces are cut by length, so neighbours of one kind are joined first. */
function merged(runs: readonly InlineRun[]): readonly InlineRun[] {
  const result: InlineRun[] = [];
  for (const run of runs) {
    const last = result.at(-1);
    if (last !== undefined && isText(last) && isText(run) && isAlike(last, run)) {
      result[result.length - 1] = { ...last, text: last.text + run.text };
    } else if (run.text !== '' || run.mention !== undefined) {
      result.push(run);
    }
  }
  return result;
}

function isText({ form, mention }: InlineRun): boolean {
  return form !== 'equation' && mention === undefined;
}

function isAlike(one: InlineRun, other: InlineRun): boolean {
  return one.link === other.link && JSON.stringify(marksOf(one)) === JSON.stringify(marksOf(other));
}

function elementsOf(run: InlineRun, endsLink: boolean): RichTextElement[] {
  const marks = marksOf(run);
  const annotations = Object.keys(marks).length === 0 ? {} : { annotations: marks };
  const mention = run.mention && mentionOf(run.mention);
  if (mention !== undefined) {
    return [{ type: 'mention', mention, ...annotations }];
  }
  if (run.form === 'equation' && run.text.length <= MAX_EXPRESSION_CHARACTERS) {
    return [{ type: 'equation', equation: { expression: run.text }, ...annotations }];
  }
  const { text, link } = withLink(run, endsLink);
  return splitText(text, MAX_ELEMENT_CHARACTERS).map((content) => ({
    type: 'text',
    text: { content, ...(link === undefined ? {} : { link: { url: link } }) },
    ...annotations,
  }));
}

function marksOf({ bold, italic, strike, underline, color, form }: InlineRun): Marks {
  return {
    ...(bold === true ? { bold } : {}),
    ...(italic === true ? { italic } : {}),
    ...(strike === true ? { strikethrough: strike } : {}),
    ...(underline === true ? { underline } : {}),
    ...(form === 'code' ? { code: true } : {}),
    ...(color === undefined ? {} : { color }),
  };
}

/**
 * An address that Notion does not take as a link stands beside its text, once: a label in a thousand styles would repeat it as
 * often.
 */
function withLink({ text, link = '', form }: InlineRun, endsLink: boolean): { text: string; link?: string } {
  if (link === '') {
    return { text: form === 'equation' ? `$${text}$` : text };
  }
  if (LINKABLE.test(link) && link.length <= MAX_ADDRESS_CHARACTERS && !/\s/.test(link)) {
    return { text, link };
  }
  return { text: text === link || !endsLink ? text : `${text} (${link})` };
}

function mentionOf(target: MentionTarget): Mention | undefined {
  switch (target.kind) {
    case 'user':
      return { user: { id: target.id } };
    case 'page':
      return { page: { id: target.id } };
    case 'database':
      return { database: { id: target.id } };
    case 'date':
      return dateMention(target);
  }
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const LOCAL_TIME = /T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/;

/** Notion refuses days beside times, and a time zone beside an offset: then the date is text. */
function dateMention({
  start,
  end,
  timeZone,
}: Extract<MentionTarget, { kind: 'date' }>): Mention | undefined {
  const isMixed = end !== undefined && DAY.test(start) !== DAY.test(end);
  if (
    isMixed ||
    Number.isNaN(Date.parse(start)) ||
    (end !== undefined && !(Date.parse(end) >= Date.parse(start)))
  ) {
    return undefined;
  }
  const isZoned = timeZone !== undefined && LOCAL_TIME.test(start);
  return {
    date: { start, ...(end === undefined ? {} : { end }), ...(isZoned ? { time_zone: timeZone } : {}) },
  };
}
