import * as z from 'zod';
import { MAX_QUESTION_CHARACTERS } from '../chat-limits.js';

const id = z.string().min(1).max(64);

/** The body of a question. */
export const questionBody = z.object({
  message: z.string().trim().min(1).max(MAX_QUESTION_CHARACTERS),
  conversationId: id.optional(),
  workspaceIds: z.array(id).max(100).optional(),
});

/** The body of a yes or no to a change. */
export const decisionBody = z.object({ id, answer: z.enum(['yes', 'no']) });
