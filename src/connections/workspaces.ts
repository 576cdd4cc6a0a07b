import type { NotionConnection } from '../notion/client/connection.js';
import type { WorkspaceSummary } from '../tool.js';

/** The Notion workspaces that one caller may use. Made for each call, for its caller alone. */
export interface Workspaces {
  /** Those that are connected. With more than one, each tool takes an argument that chooses. */
  list(): Promise<readonly WorkspaceSummary[]>;
  /**
   * The workspace that a name or id means, or the only one. Rejects with an `InputError` that lists them, or a
   * `ReconnectError` with the link where none is connected.
   */
  open(wanted: string | undefined): Promise<NotionConnection>;
}

/** The workspace of a server that was started with a token. */
export function singleWorkspace(open: () => Promise<NotionConnection>): Workspaces {
  return { list: async () => [], open };
}
