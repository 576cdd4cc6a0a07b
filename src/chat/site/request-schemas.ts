import * as z from 'zod';
import { MAX_QUESTION_CHARACTERS } from '../chat-limits.js';

const id = z.string().min(1).max(64);

/** A question to the model, as a script of the page sends it. */
export const questionBody = z.object({
  message: z.string().trim().min(1).max(MAX_QUESTION_CHARACTERS),
  conversationId: id.optional(),
  workspaceIds: z.array(id).max(100).optional(),
});

/** The answer to the question whether something may be changed. */
export const decisionBody = z.object({ id, answer: z.enum(['yes', 'no']) });
