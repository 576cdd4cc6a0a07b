import type { Tool } from '../../tool.js';
import type { JsonSchema } from '../arguments/json-schema.js';

/** A tool as the opening of a conversation needs it. */
export interface PreparedTool extends Pick<Tool, 'name' | 'annotations'> {
  /** Its entry of `tools/list`, as JSON. */
  readonly listed: string;
  /** Of its arguments; to convert it takes some milliseconds of the first call. */
  readonly schema: JsonSchema;
  /** Only for callers with several workspaces, which a server with a token has not. */
  readonly spansWorkspaces: boolean;
  /** Present where a structured answer has a stated shape. */
  readonly output?: object;
}

/** What a client asks first, prepared when the program is built. Made by `prepare-tools.ts` alone. */
export interface PreparedTools {
  /** Of the program that it was prepared for. */
  readonly version: string;
  readonly toolsets: Readonly<Record<string, readonly PreparedTool[]>>;
  /** The instructions for models: each sentence with the names of the tools that it mentions. */
  readonly sentences: readonly (readonly [text: string, about: readonly string[]])[];
  readonly capabilities: object;
  readonly serverInfo: object;
  /** Protocol versions that open with `initialize`, the one that is offered to strangers first. */
  readonly legacyVersions: readonly string[];
  /** The protocol version without `initialize`. */
  readonly statelessVersion: string;
  /** Names of the fields by which a request of it describes its client. */
  readonly envelope: { readonly version: string; readonly client: string; readonly capabilities: string };
  /** What it adds to the result of `server/discover` and `tools/list`. */
  readonly statelessFields: object;
}
