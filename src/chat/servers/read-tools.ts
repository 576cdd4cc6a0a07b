import * as z from 'zod';
import { revealInvisible } from '../../text/invisible.js';
import { field, recordOf, revealedJson } from '../../text/json.js';
import type { ChatTool } from './chat-server.js';

/** Characters of a tool's description; longer ones are cut. */
const MAX_DESCRIPTION_CHARACTERS = 8000;
/** Characters of a schema; a tool with a longer one is left out. */
const MAX_SCHEMA_CHARACTERS = 100_000;

const toolSchema = z.object({
  // A name is called as it is, so one that hides something is none.
  name: z
    .string()
    .min(1)
    .max(128)
    .refine((name) => revealInvisible(name, ' ') === name && !/[\n\t]/.test(name)),
  description: z
    .string()
    .transform((text) =>
      revealInvisible(text.slice(0, MAX_DESCRIPTION_CHARACTERS)).slice(0, MAX_DESCRIPTION_CHARACTERS),
    )
    .optional()
    .catch(undefined),
  inputSchema: z.record(z.string(), z.unknown()).transform((schema) => recordOf(revealedJson(schema))),
  annotations: z.object({ readOnlyHint: z.boolean().optional() }).optional().catch(undefined),
});

/** A tool as its server lists it; undefined for what is none. */
export function readTool(value: unknown): ChatTool | undefined {
  const { data } = toolSchema.safeParse(value);
  if (data === undefined || JSON.stringify(data.inputSchema).length > MAX_SCHEMA_CHARACTERS) {
    return undefined;
  }
  const { properties } = data.inputSchema;
  return {
    name: data.name,
    description: data.description ?? '',
    inputSchema: data.inputSchema,
    // A server that does not say so may change things.
    isReadOnly: data.annotations?.readOnlyHint === true,
    hasDryRun: field(recordOf(field(recordOf(properties), 'dry_run')), 'type') === 'boolean',
  };
}
