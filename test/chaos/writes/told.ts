import type { ToolAnswer } from '../../harness/http/tool-call.js';

/** What a caller has been told of one thing that its call was to do. */
export type Told =
  | 'saved'
  | 'not saved'
  /** Neither the answer nor what can be read tells. */
  | 'unknown'
  /** A repeated request, whose first call never ended. */
  | 'unfinished';

/** The change that an answer names. */
export function changeIn({ text }: ToolAnswer): string | undefined {
  return /notion_undo \{"change":"([0-9a-f]{16})"\}/.exec(text)?.[1];
}

/** What the answer says of the thing of this title. */
export function toldOf({ isError, text }: ToolAnswer, title: string): Told {
  if (isError) {
    return toldOfError(text);
  }
  const [, how] =
    text
      .split('\n')
      .map((line) =>
        /^(?:"(.*)"|The (?:title of the database|data source|view .*)): (Not (?:known|changed))/.exec(line),
      )
      .flatMap((found) => (found === null || (found[1] ?? title) !== title ? [] : [['', found[2]]]))[0] ?? [];
  if (how === undefined) {
    return 'saved';
  }
  return how === 'Not known' ? 'unknown' : 'not saved';
}

function toldOfError(text: string): Told {
  if (/and its call did not end/.test(text)) {
    return 'unfinished';
  }
  return /not known whether Notion has saved|what it made could not be read/.test(text)
    ? 'unknown'
    : 'not saved';
}
