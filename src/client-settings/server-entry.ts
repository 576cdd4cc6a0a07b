/** A program that a client starts. */
interface StartedProgram {
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
/** The path of npm's cache of packages that were started with npx and not installed. */
const NPX_CACHE = /[\\/]_npx[\\/]/;

/** This program as a client has to start it: by its path, which is right until it is moved, or through npx. */
export function startedHere(node: string, program: string): StartedProgram {
  const [command = node, ...args] = NPX_CACHE.test(program)
    ? ['npx', '-y', 'notion-rest-mcp']
    : [node, program];
  return { kind: 'stdio', command, args, env: { NOTION_TOKEN: TOKEN_PLACEHOLDER } };
}

/** The server of `serve` at a public address. */
export function servedAt(publicUrl: string): ServerEntry {
  return { kind: 'http', url: new URL('/mcp', publicUrl).href, key: KEY_PLACEHOLDER };
}
