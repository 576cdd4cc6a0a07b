import * as z from 'zod';
import { MAX_QUESTION_CHARACTERS } from '../chat-limits.js';

/** Characters of an id in a request. */
export const MAX_ID_CHARACTERS = 64;
/** An id of a conversation, a workspace or a change, as it is sent. */
export const chatId = z.string().min(1).max(MAX_ID_CHARACTERS);

/** A question to the model, as a script of the page sends it. */
export const questionBody = z.object({
  message: z.string().trim().min(1).max(MAX_QUESTION_CHARACTERS),
  conversationId: chatId.optional(),
  workspaceIds: z.array(chatId).max(100).optional(),
});

/** The answer to the question whether something may be changed. */
export const decisionBody = z.object({ id: chatId, answer: z.enum(['yes', 'no']) });
