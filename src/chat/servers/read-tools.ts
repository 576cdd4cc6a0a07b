import * as z from 'zod';
import { revealInvisible } from '../../text/invisible.js';
import { field, isRecord, recordOf, revealedJson } from '../../text/json.js';
import type { ChatTool } from './chat-server.js';

/** Characters of a tool's description; longer ones are cut. */
const MAX_DESCRIPTION_CHARACTERS = 8000;
/** Characters of a schema; a tool with a longer one is left out. */
const MAX_SCHEMA_CHARACTERS = 100_000;
/** Objects and lists of a schema within each other; a tool with a deeper one is left out. */
const MAX_SCHEMA_DEPTH = 100;

const toolSchema = z.object({
  name: z.string().min(1).max(128).refine(isPlainName),
  description: z
    .string()
    .transform((text) =>
      revealInvisible(text.slice(0, MAX_DESCRIPTION_CHARACTERS)).slice(0, MAX_DESCRIPTION_CHARACTERS),
    )
    .optional()
    .catch(undefined),
  inputSchema: z.record(z.string(), z.unknown()),
  annotations: z.object({ readOnlyHint: z.boolean().optional() }).optional().catch(undefined),
});

/** A tool as its server lists it; undefined for what is none. */
export function readTool(value: unknown): ChatTool | undefined {
  const { data } = toolSchema.safeParse(value);
  if (data === undefined || !isPlain(data.inputSchema)) {
    return undefined;
  }
  const inputSchema = recordOf(revealedJson(data.inputSchema));
  if (JSON.stringify(inputSchema).length > MAX_SCHEMA_CHARACTERS) {
    return undefined;
  }
  return {
    name: data.name,
    description: data.description ?? '',
    inputSchema,
    // A server that does not say so may change things.
    isReadOnly: data.annotations?.readOnlyHint === true,
    hasDryRun: field(recordOf(field(recordOf(inputSchema['properties']), 'dry_run')), 'type') === 'boolean',
  };
}

/** A name is called as it is, so one that hides something is none. */
function isPlainName(name: string): boolean {
  return revealInvisible(name, ' ') === name && !/[\n\t]/.test(name);
}

/** Whether every name in a schema is one, and nothing in it lies too deep. */
function isPlain(schema: unknown): boolean {
  let level: readonly unknown[] = [schema];
  for (let depth = 0; level.length > 0; depth += 1) {
    const records = level.filter(isRecord);
    if (depth > MAX_SCHEMA_DEPTH || !records.flatMap((one) => Object.keys(one)).every(isPlainName)) {
      return false;
    }
    level = [...records.flatMap((one) => Object.values(one)), ...level.filter(Array.isArray).flat()];
  }
  return true;
}
