import type { Tool } from '../../tool.js';
import type { InnerTool } from '../calls/tool-requests.js';

/** An argument of a prompt. */
interface PromptArgument {
  readonly name: string;
  readonly description: string;
  readonly isRequired?: boolean;
  /** What is offered while a person types: titles of pages, or these values. */
  readonly completes: 'pages' | readonly string[];
}

/** A prompt that a person chooses. */
export interface Prompt {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Offered only where all of these may be called. */
  readonly needs: readonly Pick<Tool, 'name'>[];
  readonly arguments: readonly PromptArgument[];
  /** Its text, with what was given for each argument in quotation marks. */
  text(given: Readonly<Record<string, string | undefined>>): string;
}

/** What clients are offered beside tools. */
export interface Offers {
  /** Takes `page` and `max_chars`; answers in Markdown. */
  readonly read: InnerTool;
  /** Takes nothing; answers with `{ pages: { id, title, edited }[] }`. */
  readonly recent: InnerTool;
  /** Takes `typed`; answers with `{ titles: string[], isWhole: boolean }`. */
  readonly titles: InnerTool;
  readonly prompts: readonly Prompt[];
}
