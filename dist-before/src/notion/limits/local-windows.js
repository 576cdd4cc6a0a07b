import { LRUCache } from 'lru-cache';
import { WindowCounter } from './window-counter.js';
import { connectionBounds, workspaceBounds } from './adaptive-limit.js';
import { LocalWindow } from './local-window.js';
import { DEFAULT_WINDOW_MS } from './request-window.js';
/** Workspaces whose limits are remembered. */
const MAX_WORKSPACES = 10_000;
/** The windows of all connections of this process, which shares them with no other. */
export class LocalWindows {
    #requestsPerWindow;
    #workspaces = new LRUCache({
        maxSize: MAX_WORKSPACES,
        sizeCalculation: () => 1,
    });
    constructor(requestsPerWindow) {
        this.#requestsPerWindow = requestsPerWindow;
    }
    of(_connection, workspace) {
        const bounds = connectionBounds(this.#requestsPerWindow);
        const shared = workspace === undefined ? undefined : this.ofWorkspace(workspace);
        return new LocalWindow(new WindowCounter(bounds, DEFAULT_WINDOW_MS), shared);
    }
    /** The limit that the connections of a workspace have in common. */
    ofWorkspace(workspace) {
        const known = this.#workspaces.get(workspace);
        if (known !== undefined) {
            return known;
        }
        const limit = new WindowCounter(workspaceBounds, DEFAULT_WINDOW_MS);
        this.#workspaces.set(workspace, limit);
        return limit;
    }
}
