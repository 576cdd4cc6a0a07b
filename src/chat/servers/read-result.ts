import * as z from 'zod';
import { revealInvisible } from '../../text/invisible.js';
import { startOf } from '../../text/split-text.js';

/** Characters of an answer that the model is given: some 10,000 tokens. Our own tools answer with fewer. */
const MAX_RESULT_CHARACTERS = 40_000;
const MAX_PARTS = 200;

const resultSchema = z.object({
  content: z
    .array(z.object({ type: z.string().max(100), text: z.string().optional() }))
    .max(MAX_PARTS)
    .optional(),
  structuredContent: z.unknown().optional(),
  isError: z.boolean().optional(),
});

/** What a tool answered, as text for a model. */
export interface ToolAnswer {
  readonly text: string;
  readonly failed: boolean;
}

/**
 * Undefined for what is no answer of a tool. What is no text is named, such as `[image]`; what only models would see is taken
 * out, or named.
 */
export function readResult(value: unknown): ToolAnswer | undefined {
  const { data } = resultSchema.safeParse(value);
  if (data === undefined) {
    return undefined;
  }
  const parts = (data.content ?? []).map(({ type, text }) => text ?? `[${type}]`);
  const text =
    parts.length === 0 && data.structuredContent !== undefined
      ? JSON.stringify(data.structuredContent)
      : parts.join('\n');
  return { text: cutTo(revealInvisible(text), MAX_RESULT_CHARACTERS), failed: data.isError === true };
}

/** The text, or its start and how much is missing. */
export function cutTo(text: string, maximum: number): string {
  const start = startOf(text, maximum);
  return start.length === text.length
    ? text
    : `${start}\n[cut: ${text.length - start.length} more characters]`;
}
