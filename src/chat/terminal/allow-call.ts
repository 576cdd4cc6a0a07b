import type { ChatConfirmation } from '../chat-event.js';
import type { AnswerOutput, AnswerPrinter } from './answer-printer.js';
import type { Typed } from './line-reader.js';

interface Asking {
  readonly printer: AnswerPrinter;
  readonly output: AnswerOutput;
  /** Whether every call is allowed without asking. */
  readonly yes: boolean;
  /** Reads what is typed after a prompt; undefined where nobody can be asked. */
  readonly read: ((prompt: string) => Promise<Typed>) | undefined;
  /** Stops the answer: the person wants no more of it. */
  readonly stop: () => void;
}

/** Shows what a call would do and asks the person: only `y` or `yes`, typed after the question, is a yes. */
export function allowCall({
  printer,
  output,
  yes,
  read,
  stop,
}: Asking): (call: ChatConfirmation) => Promise<'yes' | 'no'> {
  return async (call) => {
    printer.preview(call);
    if (yes || read === undefined) {
      output.note(yes ? 'Allowed by --yes.\n' : 'Not allowed: nobody can be asked. --yes allows it.\n');
      return yes ? 'yes' : 'no';
    }
    const typed = await read('Allow it? [y/N] ');
    if (typed.kind !== 'line') {
      stop();
      return 'no';
    }
    return /^y(?:es)?$/i.test(typed.line.trim()) ? 'yes' : 'no';
  };
}
