import type { ChatConfirmation, ChatEvent } from './chat-event.js';
import type { ChatLimits, ChatPrices } from './chat-limits.js';
import type { ChatTurn } from './chat-turn.js';
import type { ChatModel } from './model/chat-model.js';
import type { ChatServer } from './servers/chat-server.js';
import type { ServerConnections } from './servers/server-connections.js';

/** One question, and all that belongs to it. */
export interface ChatQuestion {
  readonly question: string;
  /** Earlier turns of the conversation, the oldest first. */
  readonly history: readonly ChatTurn[];
  readonly servers: readonly ChatServer[];
  /** Asks the person; called for one call at a time. A rejection counts as a no. */
  readonly confirm: (call: ChatConfirmation) => Promise<'yes' | 'no'>;
  /** Aborted when the person stops the answer. */
  readonly signal: AbortSignal;
}

/** What answers. */
export interface ChatParts {
  readonly model: ChatModel;
  readonly connections: ServerConnections;
  readonly limits: ChatLimits;
  readonly prices?: ChatPrices | undefined;
}

/**
 * Answers a question with the model and the servers' tools. Never throws for what model or servers do: that is told as
 * events. Whoever stops reading stops the answer.
 */
export type Answer = (question: ChatQuestion, parts: ChatParts) => AsyncIterable<ChatEvent>;
