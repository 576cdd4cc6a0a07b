import type { Clock } from '../../clock.js';

/** How a question to the person ended. `late`: they did not answer in time. */
type ConfirmationEnd = 'yes' | 'no' | 'late' | 'stopped';

interface Pending {
  readonly personId: string;
  readonly answer: (answer: 'yes' | 'no') => void;
}

/**
 * Changes that wait for a person's yes. Each question has an id that nobody can guess, is answered once, by the person who
 * was asked, in their own session; whatever else happens, and whatever a model or a tool says, counts as a no.
 */
export class Confirmations {
  readonly #pending = new Map<string, Pending>();
  readonly #clock: Pick<Clock, 'sleep'>;
  readonly #deadlineMs: number;
  readonly #newId: () => string;

  constructor(clock: Pick<Clock, 'sleep'>, deadlineMs: number, newId: () => string) {
    this.#clock = clock;
    this.#deadlineMs = deadlineMs;
    this.#newId = newId;
  }

  /** Waits for the answer. `asked` gets the id to answer with. */
  async ask(personId: string, signal: AbortSignal, asked: (id: string) => void): Promise<ConfirmationEnd> {
    if (signal.aborted) {
      return 'stopped';
    }
    const id = this.#newId();
    const over = new AbortController();
    const answered = new Promise<ConfirmationEnd>((resolve) => {
      this.#pending.set(id, { personId, answer: resolve });
    });
    const ended = AbortSignal.any([signal, over.signal]);
    const late = this.#clock
      .sleep(this.#deadlineMs, ended)
      .then((): ConfirmationEnd => (signal.aborted ? 'stopped' : 'late'));
    try {
      asked(id);
      return await Promise.race([answered, late]);
    } finally {
      this.#pending.delete(id);
      over.abort();
    }
  }

  /** Answers one of the person's own questions; false if there is none with this id, or not any more. */
  answer(personId: string, id: string, answer: 'yes' | 'no'): boolean {
    const pending = this.#pending.get(id);
    if (pending === undefined || pending.personId !== personId) {
      return false;
    }
    this.#pending.delete(id);
    pending.answer(answer);
    return true;
  }
}
