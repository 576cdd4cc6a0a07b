import type { ChatTurn } from '../chat-turn.js';

/** A question and its answer, as a conversation keeps it. */
export interface KeptTurn extends ChatTurn {
  /** Names of the servers of which a tool was called. */
  readonly serversUsed: readonly string[];
  /** Why there is no more of it: a limit, a failure or a stop, in our own words; undefined if it is whole. */
  readonly ended: string | undefined;
  readonly at: Date;
}

/** A person's conversation. */
export interface Conversation {
  /** Unguessable; only its person can use it. */
  readonly id: string;
  readonly turns: readonly KeptTurn[];
  readonly updatedAt: Date;
}

/** A conversation in a list. */
interface ConversationSummary {
  readonly id: string;
  /** The beginning of its first question. */
  readonly title: string;
  readonly updatedAt: Date;
}

/**
 * Keeps conversations. Every method takes the person from the session and knows only what is theirs: the id of another
 * person's conversation is answered like one that never existed.
 */
export interface Conversations {
  /** Those that have not ended, the latest first. */
  list(personId: string): Promise<readonly ConversationSummary[]>;
  find(personId: string, id: string): Promise<Conversation | undefined>;
  /**
   * Adds a turn. The first one begins the conversation; a later one is not kept if there is none any more, as it may have been
   * deleted meanwhile.
   */
  add(
    personId: string,
    id: string,
    turn: KeptTurn,
    { isFirst }: { readonly isFirst: boolean },
  ): Promise<void>;
  /** False if there was no such conversation. */
  delete(personId: string, id: string): Promise<boolean>;
}

/** Characters of a title. */
const MAX_TITLE_CHARACTERS = 80;

/** The beginning of the first question, on one line. */
export function titleOf(turns: readonly Pick<KeptTurn, 'question'>[]): string {
  const line = (turns[0]?.question ?? '')
    .slice(0, 4 * MAX_TITLE_CHARACTERS)
    .replaceAll(/\s+/g, ' ')
    .trim();
  return line.length > MAX_TITLE_CHARACTERS ? `${line.slice(0, MAX_TITLE_CHARACTERS - 1)}…` : line;
}
