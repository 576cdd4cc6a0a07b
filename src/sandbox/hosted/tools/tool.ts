import type * as z from 'zod';
import type { Connection } from '../../connections.js';
import type { Account } from '../../oauth/accounts.js';
import type { Workspace } from '../../workspace.js';
import type { HostedBehavior } from '../options.js';

/** What a call works on. */
export interface ToolContext {
  /** As the person sees it. */
  readonly workspace: Workspace;
  readonly account: Account;
  /** The person as a caller of the REST sandbox's functions. */
  readonly connection: Connection;
  readonly behavior: HostedBehavior;
  readonly now: () => number;
}

/** The lists that a tool is in. */
type ToolLists = 'both' | 'august' | 'unlisted';

/** One tool of the hosted server. */
interface HostedTool<Shape extends z.ZodObject = z.ZodObject> {
  /** Without `notion-`. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Keys that it does not name are dropped, as the real server does. */
  readonly input: Shape;
  /** What it took in spring 2026, where that was something else. */
  readonly springInput?: z.ZodObject;
  readonly effect: 'read' | 'write' | 'destroy';
  readonly lists: ToolLists;
  /** The value that its one text item holds as JSON; a string stands as it is. Throws `ToolFailure` or `ApiError`. */
  readonly run: (input: z.infer<Shape>, context: ToolContext) => unknown;
}

/** A tool whose shape is forgotten, so that tools can stand in one list. */
export type AnyHostedTool = Omit<HostedTool, 'run'> & {
  readonly run: (input: never, context: ToolContext) => unknown;
};

/** Ties the input of `run` to the schema. */
export function hostedTool<Shape extends z.ZodObject>(tool: HostedTool<Shape>): AnyHostedTool {
  return tool;
}

/** What a tool answers as `isError`. */
export class ToolFailure extends Error {
  /** Given as `structuredContent.error`, if there is more than a text. */
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(message: string, details?: Readonly<Record<string, unknown>>) {
    super(message);
    this.details = details;
  }
}
