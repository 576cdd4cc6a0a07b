import { revealInvisible } from '../../text/invisible.js';
import type { ChatConfirmation, ChatEvent } from '../chat-event.js';
import { LinkStream } from './link-targets.js';

/** Characters of a call's arguments that are shown while it runs. */
const MAX_ARGUMENTS = 120;
const DIM = '\u001b[2m';
const PLAIN = '\u001b[0m';

/** Where an answer is written. */
export interface AnswerOutput {
  /** The answer's words. */
  readonly text: (text: string) => void;
  /** What happens meanwhile: calls, servers that are left out, limits. */
  readonly note: (text: string) => void;
  /** Whether notes may be dimmed. */
  readonly hasColours: boolean;
}

/** Writes the events of one answer for a person in a terminal. */
export class AnswerPrinter {
  readonly #output: AnswerOutput;
  readonly #links = new LinkStream();
  /** Whether the cursor is behind a text. */
  #isInLine = false;
  /** Whether the last that was written is a note: a paragraph begins below it anyway. */
  #isBelowNote = true;

  constructor(output: AnswerOutput) {
    this.#output = output;
  }

  print(event: ChatEvent): void {
    switch (event.type) {
      case 'text':
        return this.#text(this.#links.push(event.delta));
      case 'tool-call':
        return this.#note(`→ ${nameOf(event)} ${short(event.arguments)}`);
      case 'tool-result':
        return this.#note(
          event.failed
            ? `✗ ${nameOf(event)} ${event.seconds} s: ${short(event.result)}`
            : `✓ ${nameOf(event)} ${event.seconds} s`,
        );
      case 'server-left-out':
        return this.#note(`! ${revealInvisible(event.server)} is left out. ${event.reason}`);
      case 'limit':
      case 'failed':
        return this.#note(`! ${event.message}`);
      case 'confirm':
        return;
      case 'done':
        this.#text(this.#links.end());
        this.#endLine();
        if (event.serversUsed.length > 0) {
          this.#note(`Servers used: ${event.serversUsed.map((one) => revealInvisible(one)).join(', ')}`);
        }
    }
  }

  /** What a call would do, each line behind a bar: nothing in it can look like the question below it. */
  preview({ server, tool, preview }: ChatConfirmation): void {
    this.#text(this.#links.end());
    this.#endLine();
    const lines = revealInvisible(preview)
      .split('\n')
      .map((line) => `  │ ${line}\n`);
    this.#output.note(`${nameOf({ server, tool })} would do this:\n${lines.join('')}`);
  }

  #text(text: string): void {
    const shown = revealInvisible(this.#isBelowNote ? text.replace(/^\n+/, '') : text);
    if (shown !== '') {
      this.#output.text(shown);
      this.#isInLine = !shown.endsWith('\n');
      this.#isBelowNote = false;
    }
  }

  #note(line: string): void {
    this.#text(this.#links.end());
    this.#endLine();
    this.#isBelowNote = true;
    this.#output.note(this.#output.hasColours ? `${DIM}${line}${PLAIN}\n` : `${line}\n`);
  }

  #endLine(): void {
    if (this.#isInLine) {
      this.#output.text('\n');
      this.#isInLine = false;
    }
  }
}

function nameOf({ server, tool }: { readonly server: string; readonly tool: string }): string {
  return revealInvisible(server === '' ? tool : `${server} · ${tool}`).replaceAll('\n', ' ');
}

function short(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? {});
  const [line = ''] = revealInvisible(text.slice(0, 4 * MAX_ARGUMENTS)).split('\n');
  return line.length > MAX_ARGUMENTS || line.length < text.length
    ? `${line.slice(0, MAX_ARGUMENTS - 1)}…`
    : line;
}
