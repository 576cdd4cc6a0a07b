import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** Lines that the arrow keys bring back. */
const HISTORY_LINES = 500;

/** What a person does at a prompt. */
export type Typed = { readonly kind: 'line'; readonly line: string } | { readonly kind: 'interrupt' | 'end' };

/** Reads lines from a person, or from a script that has written them all before. */
export class LineReader {
  readonly #lines: Interface;
  readonly #isTerminal: boolean;
  /** Lines of a script that nobody has asked for yet. */
  readonly #waiting: string[] = [];
  #asked: ((typed: Typed) => void) | undefined;
  #isEnded = false;
  /** Called for Ctrl-C while no line is asked for. */
  onInterrupt: () => void = () => {};

  constructor(input: Readable, output: Writable, isTerminal: boolean) {
    this.#isTerminal = isTerminal;
    this.#lines = createInterface({ input, output, terminal: isTerminal, historySize: HISTORY_LINES });
    this.#lines.on('line', (line) => this.#typed({ kind: 'line', line }));
    this.#lines.on('SIGINT', () => this.#typed({ kind: 'interrupt' }));
    this.#lines.on('close', () => {
      this.#isEnded = true;
      this.#typed({ kind: 'end' });
    });
  }

  /** The next line after the prompt. In a terminal only what is typed after it: nothing is answered in advance. */
  read(prompt: string): Promise<Typed> {
    const line = this.#waiting.shift();
    if (line !== undefined) {
      return Promise.resolve({ kind: 'line', line });
    }
    if (this.#isEnded) {
      return Promise.resolve({ kind: 'end' });
    }
    return new Promise((resolve) => {
      this.#asked = resolve;
      if (this.#isTerminal) {
        this.#lines.setPrompt(prompt);
        if (this.#lines.line !== '') {
          // Deletes what was typed meanwhile.
          this.#lines.write(null, { ctrl: true, name: 'e' });
          this.#lines.write(null, { ctrl: true, name: 'u' });
        }
        this.#lines.prompt();
      }
    });
  }

  /** Ends a wait for a line, when the answer is stopped that asks. */
  cancel(): void {
    this.#typed({ kind: 'interrupt' });
  }

  close(): void {
    this.#lines.close();
  }

  #typed(typed: Typed): void {
    const asked = this.#asked;
    this.#asked = undefined;
    if (asked !== undefined) {
      asked(typed);
    } else if (typed.kind === 'interrupt') {
      this.onInterrupt();
    } else if (typed.kind === 'line' && !this.#isTerminal) {
      this.#waiting.push(typed.line);
    }
  }
}
