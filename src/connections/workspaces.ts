import type { NotionConnection } from '../notion/client/connection.js';
import type { WorkspaceSummary } from '../tool.js';

/** The Notion workspaces of one caller. Created for each call. */
export interface Workspaces {
  /** The connected workspaces. With more than one, each tool takes an argument that selects one. */
  list(): Promise<readonly WorkspaceSummary[]>;
  /**
   * The workspace with this name or id, or the only one. Rejects with an `InputError` that lists them, or a
   * `ReconnectError` with the link if none is connected.
   */
  open(wanted: string | undefined): Promise<NotionConnection>;
}

/** The workspace of a server started with a token. */
export function singleWorkspace(open: () => Promise<NotionConnection>): Workspaces {
  return { list: async () => [], open };
}
