/** A program that a client starts. */
export interface StartedProgram {
  readonly kind: 'stdio';
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** How a client reaches this server: by starting it, or at an address. */
export type ServerEntry =
  StartedProgram | { readonly kind: 'http'; readonly url: string; readonly key: string };

/** Name of the server in a client's settings. */
export const SERVER_NAME = 'notion';
/** What stands where a person puts the token of a Notion connection, and a service key. */
export const TOKEN_PLACEHOLDER = 'ntn_…';
export const KEY_PLACEHOLDER = 'nrm_…';
/**
 * This program as a client has to start it: by its path, which is right until it is moved, or through npx, whose folder is
 * gone tomorrow.
 * @param npxSource what npx has to be given, if it has started this program.
 */
export function startedHere(node: string, program: string, npxSource?: string): StartedProgram {
  const [command = node, ...args] = npxSource === undefined ? [node, program] : ['npx', '-y', npxSource];
  return { kind: 'stdio', command, args, env: { NOTION_TOKEN: TOKEN_PLACEHOLDER } };
}

/** The server of `serve` at a public address. */
export function servedAt(publicUrl: string): ServerEntry {
  return { kind: 'http', url: new URL('/mcp', publicUrl).href, key: KEY_PLACEHOLDER };
}
