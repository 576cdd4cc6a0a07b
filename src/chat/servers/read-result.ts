import * as z from 'zod';
import { revealInvisible } from '../../text/invisible.js';
import { startOf } from '../../text/split-text.js';

/** Characters of an answer that the model is given: some 10,000 tokens. Our own tools answer with fewer. */
const MAX_RESULT_CHARACTERS = 40_000;
/** Parts of an answer that are looked at; of more, their number is told. */
const MAX_PARTS = 2000;

const partSchema = z.object({
  type: z.string().max(100),
  text: z.string().optional(),
  /** Of a `resource_link`. */
  uri: z.string().optional(),
  /** Of a `resource`, which is embedded. */
  resource: z.object({ text: z.string().optional(), uri: z.string().optional() }).optional(),
});
const resultSchema = z.object({
  content: z.array(z.unknown()).optional(),
  structuredContent: z.unknown().optional(),
  isError: z.boolean().optional(),
});

/** Why a call failed, as our own tools tell programs in their data. */
const failureSchema = z.object({ reason: z.string().max(40) });

/** What a tool answered, as text for a model. */
export interface ToolAnswer {
  readonly text: string;
  readonly failed: boolean;
  /** Of a failed call, where the server tells it apart from its text. */
  readonly reason?: string | undefined;
}

/**
 * Undefined for what is no answer of a tool. What is no text is named, such as `[image]`; what only models would see is taken
 * out, or named.
 */
export function readResult(value: unknown): ToolAnswer | undefined {
  const { data } = resultSchema.safeParse(value);
  const content = data?.content ?? [];
  const read = z.array(partSchema).safeParse(content.slice(0, MAX_PARTS));
  if (data === undefined || !read.success) {
    return undefined;
  }
  const parts = read.data.map(textOf);
  if (content.length > MAX_PARTS) {
    parts.push(`[cut: ${content.length - MAX_PARTS} more parts]`);
  }
  const text =
    parts.length === 0 && data.structuredContent !== undefined
      ? JSON.stringify(data.structuredContent)
      : parts.join('\n');
  const failed = data.isError === true;
  const reason = failed ? failureSchema.safeParse(data.structuredContent).data?.reason : undefined;
  return {
    text: cutTo(revealInvisible(text), MAX_RESULT_CHARACTERS),
    failed,
    ...(reason === undefined ? {} : { reason }),
  };
}

function textOf({ type, text, uri, resource }: z.infer<typeof partSchema>): string {
  const address = uri ?? resource?.uri;
  return text ?? resource?.text ?? (address === undefined ? `[${type}]` : `[${type}: ${address}]`);
}

/** The text, or its start and how much is missing. */
export function cutTo(text: string, maximum: number): string {
  const start = startOf(text, maximum);
  return start.length === text.length
    ? text
    : `${start}\n[cut: ${text.length - start.length} more characters]`;
}
