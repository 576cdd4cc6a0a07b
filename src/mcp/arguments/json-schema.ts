import * as z from 'zod';

/** The part of JSON Schema 2020-12 that the tools' Zod schemas produce and this server reads. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  /** False where a member that is not described is an error. */
  readonly additionalProperties?: unknown;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  /** An empty list is no list that was left out: it chooses everything. */
  readonly emptyIsAll?: boolean;
  /** Items may be objects by names of the caller's, of which false and 0 are values; what is left out, the tool says itself. */
  readonly hasOwnNames?: boolean;
  /** Understood, but not worth the tokens that every model would read. */
  readonly unlisted?: boolean;
}

/** Each schema is listed and read in calls, and converting one takes a millisecond of the start. */
const converted = new WeakMap<z.ZodType, JsonSchema>();

/** What a client may send, before defaults are filled in. */
export function inputJsonSchema(schema: z.ZodType): JsonSchema {
  // Zod's own type allows every keyword of every dialect; the interface above names the ones that are read here.
  const known =
    converted.get(schema) ?? (z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' }) as JsonSchema);
  converted.set(schema, known);
  return known;
}

/**
 * What a structured answer holds. Fields that are not named stay allowed, because clients validate answers with the
 * list they have cached and a later version may add some.
 */
export function outputJsonSchema(schema: z.ZodType): JsonSchema {
  return inputJsonSchema(schema);
}

/** The JSON types a schema accepts; empty means any. */
export function acceptedTypes(schema: JsonSchema): ReadonlySet<string> {
  const types = new Set<string>();
  for (const branch of schema.anyOf ?? [schema]) {
    const named = branch.type ?? [];
    const accepted = typeof named === 'string' ? [named] : named;
    if (accepted.length === 0) {
      return new Set();
    }
    for (const type of accepted) {
      types.add(type);
    }
  }
  return types;
}

/** The branch of a schema that describes values of one type. */
export function branchOfType(schema: JsonSchema, type: 'array' | 'object'): JsonSchema | undefined {
  return (schema.anyOf ?? [schema]).find((branch) => branch.type === type);
}

/** The schema of the value at `path`, as far as it is described. */
export function schemaAt(schema: JsonSchema, path: readonly PropertyKey[]): JsonSchema | undefined {
  let current: JsonSchema | undefined = schema;
  for (const step of path) {
    current =
      typeof step === 'number'
        ? branchOfType(current, 'array')?.items
        : branchOfType(current, 'object')?.properties?.[String(step)];
    if (current === undefined) {
      return undefined;
    }
  }
  return current;
}
