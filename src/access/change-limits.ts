import * as z from 'zod';
import { readRoots, type Roots } from './roots.js';

/** What a caller may change, within what the server lets it; everything where a limit is absent, nothing where it is empty. */
export interface ChangeLimits {
  /** Names of the tools that make changes. */
  readonly tools?: readonly string[] | undefined;
  /** The pages and databases at which, and below which, changes are made. */
  readonly roots?: Roots | undefined;
  /** Exact names of the properties that may get values or be changed. */
  readonly properties?: readonly string[] | undefined;
}

/** Maximum number of tools and of properties: each change is checked against them. */
export const MAX_CHANGE_NAMES = 100;
/** Characters of a property's name. */
export const MAX_PROPERTY_CHARACTERS = 200;

const limitsSchema = () =>
  z.strictObject({
    tools: z
      .array(z.string().regex(/^[a-z][a-z0-9_]{0,63}$/))
      .max(MAX_CHANGE_NAMES)
      .optional(),
    roots: z.custom<Roots>((value) => readRoots(value) !== undefined).optional(),
    properties: z.array(z.string().min(1).max(MAX_PROPERTY_CHARACTERS)).max(MAX_CHANGE_NAMES).optional(),
  });
/** Made with the first limits that are read: a client over stdio has none, and waits for whatever is made before. */
let limits: ReturnType<typeof limitsSchema> | undefined;

/** Parses limits as transmitted or stored; undefined for anything else, which then must allow nothing. */
export function readChangeLimits(value: unknown): ChangeLimits | undefined {
  limits ??= limitsSchema();
  return limits.safeParse(value).data;
}

/** Whether there is any limit. */
export function isLimited({ tools, roots, properties }: ChangeLimits): boolean {
  return tools !== undefined || roots !== undefined || properties !== undefined;
}
