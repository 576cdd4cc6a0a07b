import { AccessError, InputError, ReconnectError, type ToolError } from '../../errors.js';

/** A workspace that could not answer. */
interface Missed {
  readonly workspace: string | undefined;
  readonly error: ToolError;
}

/**
 * Asks one workspace after the other, all of them or until one answers. What one of them does not have or no longer
 * allows may be in the next; any other failure ends it.
 */
export async function askEach<Card extends { readonly name: string } | undefined, Answer>(
  cards: readonly Card[],
  ask: (card: Card) => Promise<Answer>,
  { all }: { readonly all: boolean },
): Promise<{ readonly answers: readonly Answer[]; readonly missed: readonly Missed[] }> {
  const answers: Answer[] = [];
  const missed: Missed[] = [];
  for (const card of cards) {
    try {
      answers.push(await ask(card));
    } catch (error) {
      if (!(error instanceof InputError || error instanceof AccessError || error instanceof ReconnectError)) {
        throw error;
      }
      missed.push({ workspace: card?.name, error });
    }
    if (answers.length > 0 && !all) {
      break;
    }
  }
  return { answers, missed };
}
