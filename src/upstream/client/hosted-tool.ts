import * as z from 'zod';

/** A tool as the hosted server lists it; its description stays there. */
export interface HostedTool {
  readonly name: string;
  /** Whether it says of itself that it changes nothing. What says nothing counts as changing. */
  readonly isReadOnly: boolean;
  /** Names of its arguments; undefined where its schema does not list them. */
  readonly argumentNames: ReadonlySet<string> | undefined;
}

/** Of each tool, what is used of it. */
const listedTool = z.object({
  name: z.string().max(128),
  annotations: z.object({ readOnlyHint: z.unknown() }).optional().catch(undefined),
  inputSchema: z
    .object({ properties: z.record(z.string(), z.unknown()) })
    .optional()
    .catch(undefined),
});

/** A listed tool; undefined for what is none. */
export function readHostedTool(value: unknown): HostedTool | undefined {
  const { data } = listedTool.safeParse(value);
  return (
    data && {
      name: data.name,
      isReadOnly: data.annotations?.readOnlyHint === true,
      argumentNames: data.inputSchema && new Set(Object.keys(data.inputSchema.properties)),
    }
  );
}

/** Prefix of the names, which some clients are shown without it. */
const PREFIX = 'notion-';

/** The name without its prefix: `notion-fetch` and `fetch` are one tool. */
export function bareToolName(name: string): string {
  return name.startsWith(PREFIX) ? name.slice(PREFIX.length) : name;
}
