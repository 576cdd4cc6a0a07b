import * as z from 'zod';
import type { HostedSession } from './notion/hosted-session.js';
import type { NotionSession, WritingSession } from './notion/session.js';
import type { TextIndex } from './search-index/text-index.js';
import type { ChangeJournal } from './workspace/changes/change-journal.js';
import type { Confirmations } from './workspace/changes/confirm-change.js';

/**
 * A tool's effects, as clients see them. All four are required: the protocol's default for an absent
 * `readOnlyHint` is "may modify" and for an absent `destructiveHint` "may destroy", and clients ask their user accordingly.
 */
interface ToolAnnotations {
  readonly readOnlyHint: boolean;
  readonly destructiveHint: boolean;
  readonly idempotentHint: boolean;
  readonly openWorldHint: boolean;
}

/** Reads a live workspace and changes nothing: the annotations of every tool so far. */
export const readOnly: ToolAnnotations = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: true,
};

/** Adds to a workspace; nothing that was there is lost. */
export const adds: ToolAnnotations = {
  readOnlyHint: false,
  destructiveHint: false,
  idempotentHint: false,
  openWorldHint: true,
};

/** Replaces what was there; the same call again changes nothing more. */
export const replaces: ToolAnnotations = {
  readOnlyHint: false,
  destructiveHint: true,
  idempotentHint: true,
  openWorldHint: true,
};

/** A connected Notion workspace as its space may see it. */
export interface WorkspaceSummary {
  readonly name: string;
  readonly id: string;
  /** Who connected it, if known. */
  readonly owner: string | undefined;
  readonly needsReconnect: boolean;
}

/** Tells the client how far a long call has come: a number that grows, and what it counts in our own words. */
export type ProgressReport = (progress: number, message: string) => void;

/** What a running tool may use: the caller's Notion connection and nothing else. */
export interface ToolContext {
  readonly notion: NotionSession;
  /** All workspaces the caller may choose from; empty where there is nothing to choose. */
  readonly workspaces: readonly WorkspaceSummary[];
  readonly now: Date;
  /** The time zone in which words for days are meant, such as "tomorrow"; undefined, or absent, where it is not known. */
  readonly readTimeZone?: (() => string | undefined) | undefined;
  /** Most requests this call may spend on optional parts of its answer: names, paths, the ends of long lists. */
  readonly extraRequests: number;
  /** Random text that page content cannot know: it marks where the workspace's words begin and end in the answer. */
  readonly boundary: string;
  /** Opens the index of the workspace's texts; absent where there is none. */
  readonly openTextIndex?: (() => Promise<TextIndex | undefined>) | undefined;
  /** The same workspace through Notion's hosted server; absent where the caller has no such connection. */
  readonly hosted?: HostedSession | undefined;
  /** What a tool that makes changes needs for that; absent for tools that only read. */
  readonly changes?: ChangeContext | undefined;
  /** Absent where the client wants no progress. */
  readonly progress?: ProgressReport | undefined;
}

/** Files of the machine that the server runs on, where its operator has named a folder for them. */
export interface LocalFiles {
  /** Rejects with an `InputError` for what is not below that folder, and a `TooLargeError` for what is longer. */
  read(
    path: string,
    maxBytes: number,
  ): Promise<{ readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }>;
}

/** How a running tool may make changes. */
export interface ChangeContext {
  /** Nothing may be changed: the tool only says what it would do. */
  readonly isProposal: boolean;
  readonly session: WritingSession;
  /** The caller's journal, opened with the first change. */
  openJournal(): Promise<ChangeJournal>;
  readonly confirmations: Confirmations;
  /** Absent over HTTP, where callers must not name files of this machine. */
  readonly localFiles?: LocalFiles | undefined;
}

/** An answer for a program: data of the tool's `output`. Clients get it as data and once more as JSON text. */
interface StructuredAnswer<Data = object> {
  readonly structured: Data;
}

/** An answer for a model, with data for a program that has asked for it. */
interface AnswerWithData {
  readonly text: string;
  readonly data: object;
}

/** An answer with an image below its text. */
export interface ImageAnswer {
  readonly text: string;
  readonly image: {
    readonly bytes: Uint8Array;
    readonly mime: string;
    /** Pixels: what a model pays for. */
    readonly width: number;
    readonly height: number;
  };
}

/**
 * A tool, independent of any MCP SDK. The Zod schema is the only schema: the published JSON Schema, the argument types
 * and the validation all come from it.
 */
export interface Tool<Shape extends z.ZodRawShape = z.ZodRawShape, Output extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly title: string;
  /** For the model that chooses a tool: what it returns and when to use it. At most 2 KB, many clients cut there. */
  readonly description: string;
  readonly input: z.ZodObject<Shape>;
  /** What a structured answer holds. Only where a client asks for data in a shape of its own; the others answer in text. */
  readonly output?: Output;
  readonly annotations: ToolAnnotations;
  /** Covers all connected workspaces, so there is none to choose. */
  readonly spansWorkspaces?: boolean;
  /** Characters the longest answer may have, where that is more than clients expect of a tool. */
  readonly maxResultCharacters?: number;
  /**
   * Resolves to the answer's text, to a text with an image or with data, or to data if there is an `output`; rejects with a
   * `ToolError`. Catches nothing: the MCP adapter holds the one catch.
   */
  run(
    input: z.output<z.ZodObject<Shape>>,
    context: ToolContext,
  ): Promise<string | ImageAnswer | AnswerWithData | StructuredAnswer<z.output<Output>>>;
}

/** Gives `run` the argument types of `input` and the data type of `output`. */
export function defineTool<Shape extends z.ZodRawShape, Output extends z.ZodObject = z.ZodObject>(
  tool: Tool<Shape, Output>,
): Tool<Shape, Output> {
  return tool;
}

/** Characters of an argument that names something by address, id or title; browsers do not make longer URLs. */
const MAX_REFERENCE_CHARACTERS = 2000;
/** Characters of a name of a column or an operator; longer than any name people write. */
export const MAX_NAME_CHARACTERS = 500;
/** Characters of a text that rows are compared with. Notion's limit. */
const MAX_VALUE_CHARACTERS = 2000;
/** Items of a list of names or values. Notion gives a hundred rows at once, and shows few more columns. */
export const MAX_LIST_ITEMS = 100;

/**
 * A value that is checked later against its column; here only its size is limited. Objects are among them, because
 * Notion's filters and answers have some: `{}` for a period, and people.
 */
export const looseValue = z
  .unknown()
  .superRefine((value, context) => {
    const items: readonly unknown[] = Array.isArray(value) ? value : [];
    if (items.length > MAX_LIST_ITEMS) {
      context.addIssue(`accepts a list of at most ${MAX_LIST_ITEMS} items`);
    }
    const path = [...items, value].findIndex((item) => !isShort(item));
    if (path !== -1) {
      context.addIssue({
        code: 'custom',
        path: path < items.length ? [path] : [],
        message: `accepts a text of at most ${MAX_VALUE_CHARACTERS} characters`,
      });
    }
  })
  .meta({
    anyOf: [
      { type: 'string', maxLength: MAX_VALUE_CHARACTERS },
      { type: 'number' },
      { type: 'boolean' },
      { type: 'array', items: { type: 'string', maxLength: MAX_VALUE_CHARACTERS }, maxItems: MAX_LIST_ITEMS },
    ],
  });

/** Depth and number of members are bounded for all arguments together. */
function isShort(value: unknown): boolean {
  return typeof value === 'string'
    ? value.length <= MAX_VALUE_CHARACTERS
    : typeof value !== 'object' || value === null || Object.values(value).every(isShort);
}

/** A page argument; the same words in every tool. */
export const pageParameter = z
  .string()
  .trim()
  .min(1)
  .max(MAX_REFERENCE_CHARACTERS)
  .describe('Page URL, id or exact title');

/** A database argument; the same words in every tool. */
export const databaseParameter = z
  .string()
  .trim()
  .min(1)
  .max(MAX_REFERENCE_CHARACTERS)
  .describe('Database URL, id (of the database or of a data source) or exact name');

/** A view whose filter and sorts apply. */
export const viewParameter = z
  .string()
  .trim()
  .min(1)
  .max(MAX_REFERENCE_CHARACTERS)
  .optional()
  .describe('Name or URL of a view: its filter and sorts apply');

/** The opaque `cursor` of an earlier answer's `Next:` line. */
export const cursorParameter = z.string().max(4000).optional().describe('Cursor from an earlier answer');

/** How many items to return. */
export function limitParameter(defaultValue: number, maximum: number): z.ZodDefault<z.ZodInt> {
  return z.int().min(1).max(maximum).default(defaultValue).describe(`Items to return, at most ${maximum}`);
}

/** Rehearses a change. */
export const dryRunParameter = z.boolean().default(false).describe('Only rehearses');

/** A name for a request, so that a client may repeat it. */
export const requestKeyParameter = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .optional()
  .describe('Unique; a repeat does nothing');

/** The token of a dry run. */
export const confirmParameter = z
  .string()
  .trim()
  .max(100)
  .optional()
  .describe('Token from a dry run, once the person has agreed');

/** What a tool that makes changes needs. It is not served without, so its absence is a fault of the server. */
export function requireChanges(changes: ChangeContext | undefined): ChangeContext {
  if (changes === undefined) {
    throw new Error('A tool that makes changes was called where none may be made.');
  }
  return changes;
}

/** Values by property name. */
export const valuesParameter = z
  .record(z.string().max(MAX_NAME_CHARACTERS), looseValue)
  .refine(
    (values) => Object.keys(values).length <= MAX_LIST_ITEMS,
    `accepts at most ${MAX_LIST_ITEMS} names`,
  );

/** By which words for days are read. */
export function calendarOf({
  now,
  readTimeZone,
}: Pick<ToolContext, 'now' | 'readTimeZone'>): { now: Date; timeZone: string } | undefined {
  const timeZone = readTimeZone?.();
  return timeZone === undefined ? undefined : { now, timeZone };
}
