import { LRUCache } from 'lru-cache';
import { CountedLimit } from './window-counter.js';
import { connectionBounds, workspaceBounds } from './adaptive-limit.js';
import { LocalWindow } from './local-window.js';
import { STANDARD_WINDOW, type RequestWindows } from './request-window.js';

/** Workspaces whose limits are remembered. */
const MOST_WORKSPACES = 1000;

/** The windows of all connections of this process, which shares them with no other. */
export class LocalWindows implements RequestWindows {
  readonly #requestsPerWindow: number;
  readonly #workspaces = new LRUCache<string, CountedLimit>({ max: MOST_WORKSPACES });

  constructor(requestsPerWindow: number) {
    this.#requestsPerWindow = requestsPerWindow;
  }

  of(_connection: string, workspace: string | undefined): LocalWindow {
    const bounds = connectionBounds(this.#requestsPerWindow);
    const shared = workspace === undefined ? undefined : this.ofWorkspace(workspace);
    return new LocalWindow(new CountedLimit(bounds, STANDARD_WINDOW), shared);
  }

  /** The limit that the connections of a workspace have in common. */
  ofWorkspace(workspace: string): CountedLimit {
    const known = this.#workspaces.get(workspace);
    if (known !== undefined) {
      return known;
    }
    const limit = new CountedLimit(workspaceBounds, STANDARD_WINDOW);
    this.#workspaces.set(workspace, limit);
    return limit;
  }
}
