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

/**
 * The workspaces of which it is said that they did not answer: all, where all were asked; else those that have to be connected
 * again. The last one's reason is what the command ends with if none has answered.
 */
export function toldBeside(
  { answers, missed }: { readonly answers: readonly unknown[]; readonly missed: readonly Missed[] },
  { all }: { readonly all: boolean },
): readonly Missed[] {
  const beside = answers.length === 0 ? missed.slice(0, -1) : missed;
  return beside.filter(({ error }) => all || error instanceof ReconnectError);
}
